import { Type } from 'typebox'

import { errors } from '../../errors.ts'
import { operation } from '../../http/operation.ts'
import { createTemporaryKey, isTemporaryKey } from '../../iam/temporary-key.ts'
import { keystoneTime } from './keystone-time.ts'

/** What nobody names lasts the shortest time there is (contract, iam.md section 2). */
const DEFAULT_SECONDS = 900

const Seconds = Type.Integer({ minimum: 900, maximum: 86_400, default: DEFAULT_SECONDS })

/** Makes a temporary access key for who holds a token or a permanent key (contract, iam.md section 2). */
export const createSecurityToken = operation({
  id: 'CreateTemporaryAccessKeyByToken',
  tag: 'Identity',
  summary: 'Obtain a temporary access key',
  description:
    'The token stands in X-Auth-Token or in `token.id`; a signed request does as well. Requests signed with the key carry its X-Security-Token, signed. It ends when the user’s tokens do.',
  method: 'POST',
  url: '/v3.0/OS-CREDENTIAL/securitytokens',
  access: 'account',
  schema: {
    body: Type.Object({
      auth: Type.Object({
        identity: Type.Object({
          methods: Type.Array(Type.Literal('token'), { minItems: 1, maxItems: 1 }),
          token: Type.Optional(
            Type.Object({
              id: Type.Optional(Type.String({ maxLength: 8192, writeOnly: true })),
              duration_seconds: Seconds,
            }),
          ),
        }),
      }),
    }),
    response: {
      201: Type.Object({
        credential: Type.Object({
          access: Type.String(),
          secret: Type.String(),
          securitytoken: Type.String(),
          expires_at: Type.String(),
        }),
      }),
    },
  },
  handler: async ({ body, caller, database, services, reply, audit }) => {
    // Otherwise a key of 15 minutes could be drawn out for ever.
    if (caller.accessKey !== null && (await isTemporaryKey(database, caller.accessKey)))
      throw errors.projectForeign()
    const key = await createTemporaryKey(database, services.masterKey, {
      accountId: caller.accountId,
      userId: caller.userId,
      seconds: body.auth.identity.token?.duration_seconds ?? DEFAULT_SECONDS,
    })
    // The ID of the key is no secret; the rest of it is.
    audit.note({ resources: [key.accessKey], details: { expires_at: key.expiresAt.toISOString() } })
    return await reply.code(201).send({
      credential: {
        access: key.accessKey,
        secret: key.secretKey,
        securitytoken: key.securityToken,
        expires_at: keystoneTime(key.expiresAt),
      },
    })
  },
})
