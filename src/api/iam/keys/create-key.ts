import { Type } from 'typebox'

import { errors } from '../../../errors.ts'
import { type OneselfQuestion, operation } from '../../../http/operation.ts'
import { protectAccountUser } from '../../../iam/principals/account-user.ts'
import { createKey as create } from '../../../iam/principals/keys.ts'
import { isTemporaryKey } from '../../../iam/temporary-key.ts'
import { Description, Id } from '../fields.ts'
import { keystoneTime } from '../keystone-time.ts'

/** Gives an IAM user another access key; its secret is told this once. */
export const createKey = operation({
  id: 'CreatePermanentAccessKey',
  tag: 'Identity',
  summary: 'Create an access key',
  description:
    'The answer is the only one that has the secret. A user has two keys at most. Everybody may make his own; a temporary key makes none.',
  method: 'POST',
  url: '/v3.0/OS-CREDENTIAL/credentials',
  access: 'account',
  action: 'iam:credentials:createCredential',
  aboutOneself: isForOneself,
  schema: {
    body: Type.Object({
      credential: Type.Object({
        user_id: Id('ID of the IAM user'),
        description: Type.Optional(Description),
      }),
    }),
    response: {
      201: Type.Object({
        credential: Type.Object({
          access: Type.String(),
          secret: Type.String(),
          user_id: Type.String(),
          status: Type.Literal('active'),
          description: Type.String(),
          create_time: Type.String(),
        }),
      }),
    },
  },
  handler: async ({ body, caller, database, services, reply, audit }) => {
    const { user_id: userId, description } = body.credential
    // Otherwise a key of 15 minutes could be drawn out for ever.
    if (caller.accessKey !== null && (await isTemporaryKey(database, caller.accessKey)))
      throw errors.projectForeign()
    await protectAccountUser(database, caller, userId)
    const key = await create(database, services.masterKey, caller.accountId, { userId, description })
    // The ID of the key is no secret; the rest of it is.
    audit.note({ resources: [key.access_key, key.user_id] })
    return await reply.code(201).send({
      credential: {
        access: key.access_key,
        secret: key.secret_key,
        user_id: key.user_id,
        status: 'active',
        description: key.description,
        create_time: keystoneTime(key.created_at),
      },
    })
  },
})

/** What is wrong with a body is told later, to who may call. */
function isForOneself({ request, caller }: OneselfQuestion): boolean {
  try {
    const { credential } = JSON.parse(request.rawBody.toString()) as { credential?: { user_id?: unknown } }
    return credential?.user_id === caller.userId
  } catch {
    return false
  }
}
