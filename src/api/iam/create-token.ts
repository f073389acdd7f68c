import { type Static, Type } from 'typebox'

import { forAccount } from '../../database/scope.ts'
import { errors } from '../../errors.ts'
import { type Call, operation } from '../../http/operation.ts'
import type { Caller } from '../../iam/caller.ts'
import { findProject } from '../../iam/project.ts'
import { signIn } from '../../iam/sign-in.ts'
import { issueToken, readToken } from '../../iam/token.ts'
import { TokenAnswer, describeToken } from './token-answer.ts'

const Name = Type.String({ minLength: 1, maxLength: 255 })
const Domain = Type.Object({ id: Type.Optional(Name), name: Type.Optional(Name) })

const Identity = Type.Object({
  methods: Type.Array(Type.Enum(['password', 'token']), { minItems: 1, maxItems: 1 }),
  password: Type.Optional(
    Type.Object({
      user: Type.Object({
        id: Type.Optional(Name),
        name: Type.Optional(Name),
        domain: Type.Optional(Domain),
        password: Type.String({ minLength: 1, maxLength: 1024, writeOnly: true }),
      }),
    }),
  ),
  token: Type.Optional(Type.Object({ id: Type.String({ minLength: 1, maxLength: 8192, writeOnly: true }) })),
})

const Scope = Type.Object({
  project: Type.Optional(
    Type.Object({ id: Type.Optional(Name), name: Type.Optional(Name), domain: Type.Optional(Domain) }),
  ),
  domain: Type.Optional(Domain),
})

/** Obtains a token by password or by another token, in Keystone's form (contract, iam.md section 2). */
export const createToken = operation({
  id: 'KeystoneCreateUserTokenByPassword',
  tag: 'Identity',
  summary: 'Obtain a token by password, or by another token',
  description:
    'The token stands in the answer’s header X-Subject-Token and is good for 24 hours; one obtained by another token for as long as that one. It ends early when its user, or the user’s password, keys or grants change. Without a scope it is the account’s.',
  method: 'POST',
  url: '/v3/auth/tokens',
  access: 'public',
  schema: {
    querystring: Type.Object({
      nocatalog: Type.Optional(Type.String({ description: 'Whatever it is: the catalog is left out' })),
    }),
    body: Type.Object({ auth: Type.Object({ identity: Identity, scope: Type.Optional(Scope) }) }),
    response: { 201: TokenAnswer },
  },
  handler: async ({ body, query, services, request, reply, audit }) => {
    const { identity, scope } = body.auth
    const [method = ''] = identity.methods
    audit.note({ details: { project: scope?.project?.id ?? scope?.project?.name } })
    const proof = await prove(identity, services, (caller) => audit.presented(caller, method))
    const { caller } = proof
    const database = forAccount(services.pool, caller.accountId)
    const project =
      scope?.project === undefined ? null : await findProject(database, caller.accountId, scope.project)
    const isForeign = ![scope?.domain, scope?.project?.domain].every((domain) => isOwn(domain, caller))
    if (project === undefined || isForeign) throw errors.projectForeign()
    const { token, ...times } = await issueToken(database, {
      accountId: caller.accountId,
      userId: caller.userId,
      projectId: project?.id ?? null,
      ...proof,
    })
    const scoped = { ...caller, tokenProjectId: project?.id ?? null }
    return await reply
      .code(201)
      .header('x-subject-token', token)
      .send(
        await describeToken(
          database,
          { caller: scoped, methods: proof.methods, ...times },
          { request, withCatalog: query.nocatalog === undefined },
        ),
      )
  },
})

interface Proof {
  readonly caller: Caller
  readonly methods: readonly string[]
  readonly generation: number
  readonly notAfter?: Date
}

/** Who asks, by the method that the request names. */
async function prove(
  { methods: [method], password, token }: Static<typeof Identity>,
  { database }: Call['services'],
  presented: (caller: Caller) => void,
): Promise<Proof> {
  if (method === 'password') {
    if (password === undefined) throw errors.parameterInvalid('`auth.identity.password` is missing')
    return { ...(await signIn(database, password.user, presented)), methods: ['password'] }
  }
  if (token === undefined) throw errors.parameterInvalid('`auth.identity.token` is missing')
  const { caller, generation, expiresAt } = await readToken(database, token.id, presented)
  // As Keystone has it: from token to token nobody stays signed in for ever.
  return { caller, generation, notAfter: expiresAt, methods: ['token'] }
}

/** Whether the account that a token is asked for, if any is, is the caller's. */
function isOwn(domain: Static<typeof Domain> | undefined, { accountId, accountName }: Caller): boolean {
  if (domain === undefined) return true
  const { id, name } = domain
  return (
    (id ?? accountId) === accountId && (name ?? accountName) === accountName && (id ?? name) !== undefined
  )
}
