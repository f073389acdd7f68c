import { type Static, Type } from 'typebox'

import { forAccount } from '../../database/scope.ts'
import { errors } from '../../errors.ts'
import { operation } from '../../http/operation.ts'
import type { Caller } from '../../iam/caller.ts'
import { findProject } from '../../iam/project.ts'
import { signIn } from '../../iam/sign-in.ts'
import { issueToken } from '../../iam/token.ts'

const Name = Type.String({ minLength: 1, maxLength: 255 })
const Domain = Type.Object({ id: Type.Optional(Name), name: Type.Optional(Name) })

const Body = Type.Object({
  auth: Type.Object({
    identity: Type.Object({
      methods: Type.Array(Type.Literal('password'), { minItems: 1, maxItems: 1 }),
      password: Type.Object({
        user: Type.Object({
          id: Type.Optional(Name),
          name: Type.Optional(Name),
          domain: Type.Optional(Domain),
          password: Type.String({ minLength: 1, maxLength: 1024, writeOnly: true }),
        }),
      }),
    }),
    scope: Type.Optional(
      Type.Object({
        project: Type.Optional(Type.Object({ id: Type.Optional(Name), name: Type.Optional(Name) })),
        domain: Type.Optional(Domain),
      }),
    ),
  }),
})

const Named = Type.Object({ id: Type.String(), name: Type.String() })
const InDomain = Type.Object({ id: Type.String(), name: Type.String(), domain: Named })

/** Obtains a token by password, in Keystone's form (contract, iam.md section 2). */
export const createToken = operation({
  id: 'KeystoneCreateUserTokenByPassword',
  tag: 'Identity',
  summary: 'Obtain a token by password',
  description: 'The token stands in the answer’s header X-Subject-Token and is good for 24 hours.',
  method: 'POST',
  url: '/v3/auth/tokens',
  access: 'public',
  schema: {
    body: Body,
    response: {
      201: Type.Object({
        token: Type.Object({
          expires_at: Type.String(),
          issued_at: Type.String(),
          methods: Type.Array(Type.String()),
          project: Type.Optional(InDomain),
          domain: Type.Optional(Named),
          roles: Type.Array(Named),
          user: InDomain,
          catalog: Type.Array(Type.Unknown()),
        }),
      }),
    },
  },
  handler: async ({ body, services, reply }) => {
    const { identity, scope } = body.auth
    const { user } = identity.password
    const { caller, generation } = await signIn(services.database, user)
    const database = forAccount(services.pool, caller.accountId)
    const project =
      scope?.project === undefined ? null : await findProject(database, caller.accountId, scope.project)
    if (project === undefined || !isOwn(scope?.domain, caller)) throw errors.projectForeign()
    const { token, issuedAt, expiresAt } = await issueToken(database, {
      accountId: caller.accountId,
      userId: caller.userId,
      projectId: project?.id ?? null,
      methods: identity.methods,
      generation,
    })
    const domain = { id: caller.accountId, name: caller.accountName }
    return await reply
      .code(201)
      .header('x-subject-token', token)
      .send({
        token: {
          expires_at: expiresAt.toISOString(),
          issued_at: issuedAt.toISOString(),
          methods: identity.methods,
          ...(project === null ? { domain } : { project: { ...project, domain } }),
          roles: [{ id: 'te_admin', name: 'te_admin' }],
          user: { id: caller.userId, name: caller.userName, domain },
          catalog: [],
        },
      })
  },
})

/** Whether the account that a token is asked for, if any is, is the caller's. */
function isOwn(domain: Static<typeof Domain> | undefined, { accountId, accountName }: Caller): boolean {
  if (domain === undefined) return true
  const { id, name } = domain
  return (
    (id ?? accountId) === accountId && (name ?? accountName) === accountName && (id ?? name) !== undefined
  )
}
