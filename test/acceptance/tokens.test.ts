import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { createOtherAccount } from '../support/other-account.ts'
import { type Scenario, checkScenario, scenarios } from '../support/scenarios.ts'
import { credentials } from '../support/settings.ts'
import { cheapenPassword, expireTokens, obtainToken, passwordClaim } from '../support/tokens.ts'
import { nobody, withToken } from '../support/who.ts'

// POST /v3/auth/tokens and what its tokens are good for (contract, iam.md section 2).
const muster = await startMuster({ MUSTER_ROLE: 'api' })
const other = await createOtherAccount(muster)
await cheapenPassword(muster)

interface TokenBody {
  readonly token: {
    readonly issued_at: string
    readonly expires_at: string
    readonly methods: readonly string[]
    readonly project?: {
      readonly id: string
      readonly name: string
      readonly domain: { readonly name: string }
    }
    readonly domain?: { readonly id: string; readonly name: string }
    readonly user: { readonly id: string; readonly name: string; readonly domain: { readonly id: string } }
  }
}

const ask = (claim: object) => muster.call('POST /v3/auth/tokens', { who: nobody, body: claim })

async function claimed(claim: object): Promise<TokenBody['token']> {
  const answer = await ask(claim)
  assert.equal(answer.status, 201, answer.text)
  assert.match(String(answer.headers['x-subject-token']), /^[\w-]{32,}$/)
  assert.ok(!answer.text.includes(credentials.password))
  return answer.json<TokenBody>().token
}

const { user } = await claimed(passwordClaim())

void test('without a scope the token is the account’s', async () => {
  const token = await claimed(passwordClaim())
  assert.equal(token.domain?.name, credentials.account)
  assert.equal(token.project, undefined)
  assert.deepEqual(token.methods, ['password'])
  assert.equal(token.user.name, credentials.user)
})

for (const [rule, scope] of [
  ['by id', { project: { id: credentials.project_id } }],
  ['by name', { project: { name: 'local' } }],
] as const) {
  void test(`a project as scope, ${rule}`, async () => {
    const token = await claimed(passwordClaim({ scope }))
    assert.equal(token.project?.id, credentials.project_id)
    assert.equal(token.project.name, 'local')
    assert.equal(token.project.domain.name, credentials.account)
    assert.equal(token.domain, undefined)
  })
}

for (const [rule, scope] of [
  ['by id', { domain: { id: user.domain.id } }],
  ['by name', { domain: { name: credentials.account } }],
] as const) {
  void test(`the account as scope, ${rule}`, async () => {
    const token = await claimed(passwordClaim({ scope }))
    assert.equal(token.domain?.name, credentials.account)
    assert.equal(token.project, undefined)
  })
}

for (const [rule, by] of [
  ['by id', { id: user.id, name: undefined, domain: undefined }],
  ['by name and the account’s id', { domain: { id: user.domain.id } }],
] as const) {
  void test(`the user ${rule}`, async () => {
    assert.equal((await claimed(passwordClaim({ user: by }))).user.id, user.id)
  })
}

void test('a token is good for 24 hours', async () => {
  const { issued_at, expires_at } = await claimed(passwordClaim())
  assert.equal(new Date(expires_at).getTime() - new Date(issued_at).getTime(), 86_400_000)
})

void test('?nocatalog=true is understood', async () => {
  const answer = await muster.call('POST /v3/auth/tokens?nocatalog=true', {
    who: nobody,
    body: passwordClaim(),
  })
  assert.equal(answer.status, 201)
})

const refused = (
  rule: string,
  body: object | string | undefined,
  status: number,
  ...contains: string[]
): Scenario => ({
  rule,
  request: 'POST /v3/auth/tokens',
  who: nobody,
  body,
  status,
  contains,
  lacks: ['error_code', credentials.password],
})
const WRONG = 'The username or password is wrong.'
scenarios(muster, [
  refused('a wrong password', passwordClaim({ user: { password: 'wrong' } }), 401, WRONG),
  refused('an unknown user: the same words', passwordClaim({ user: { name: 'nobody' } }), 401, WRONG),
  refused(
    'an unknown account: the same words',
    passwordClaim({ user: { domain: { name: 'none' } } }),
    401,
    WRONG,
  ),
  refused('a name without an account', passwordClaim({ user: { domain: undefined } }), 401, WRONG),
  refused(
    'another account’s user of that name',
    passwordClaim({ user: { domain: { name: 'globex' } } }),
    401,
    WRONG,
  ),
  refused(
    'a project that is another account’s',
    passwordClaim({ scope: { project: { id: other.project } } }),
    403,
  ),
  refused('a project that there is not', passwordClaim({ scope: { project: { name: 'none' } } }), 403),
  refused('another account as scope', passwordClaim({ scope: { domain: { name: 'globex' } } }), 403),
  refused(
    'a wrong password is told before a wrong scope',
    passwordClaim({ user: { password: 'x' }, scope: { project: { id: other.project } } }),
    401,
  ),
  refused('no JSON', '{', 400),
  refused('an empty body', undefined, 400),
  refused('an empty object', {}, 400, '`auth` is missing'),
  refused('no password', passwordClaim({ user: { password: undefined } }), 400, 'password` is missing'),
  refused(
    'another method',
    { auth: { identity: { methods: ['magic'], password: { user: {} } } } },
    400,
    'methods',
  ),
])

const list = (token: string) => muster.call('GET /v2/{p}/users', { who: withToken(token) })

void test('a token of a project, of the account, and of no scope lets the administrator call', async () => {
  for (const scope of [
    { project: { name: 'local' } },
    { domain: { name: credentials.account } },
    undefined,
  ]) {
    const answer = await list(await obtainToken(muster, scope))
    assert.equal(answer.status, 200, answer.text)
  }
})

scenarios(muster, [
  {
    rule: 'a token that is none',
    request: 'GET /v2/{p}/users',
    who: withToken('MIIabc'),
    status: 401,
    code: 'APIGW.0301',
    contains: ['Incorrect IAM authentication information: decrypt token fail'],
  },
  {
    rule: 'an empty token is no token',
    request: 'GET /v2/{p}/users',
    who: withToken(''),
    status: 401,
    code: 'APIGW.0301',
    contains: ['x-auth-token not found'],
  },
  {
    rule: 'signature and token: the signature counts, whatever the token',
    request: 'GET /v2/{p}/users',
    headers: { 'x-auth-token': 'MIIabc' },
    status: 200,
  },
])

void test('signature and token: a wrong signature is not made good by a token', async () => {
  const token = await obtainToken(muster)
  const answer = await muster.call('GET /v2/{p}/users', {
    who: () => ({ 'x-auth-token': token, authorization: 'SDK-HMAC-SHA256 Access=x' }),
  })
  assert.equal(answer.status, 401)
})

void test('an expired token', async () => {
  const token = await obtainToken(muster)
  assert.equal((await list(token)).status, 200)
  await expireTokens(muster)
  checkScenario(await list(token), {
    status: 401,
    code: 'APIGW.0301',
    contains: [/^Incorrect IAM authentication information: token expires, expires_at: \d{4}-/],
  })
})
