import assert from 'node:assert/strict'
import { test } from 'node:test'

import { type CallOptions, startMuster } from '../support/acceptance.ts'
import type { ErrorBody } from '../support/answer-rules.ts'
import { createOtherAccount } from '../support/other-account.ts'
import { type Scenario, scenarios } from '../support/scenarios.ts'
import { runSql } from '../support/sql.ts'
import { addTokenUser, changeUser, expireTemporaryKeys } from '../support/token-users.ts'
import { obtainToken } from '../support/tokens.ts'
import { type Who, admin, nobody, signedBy, withToken } from '../support/who.ts'

// Temporary access keys (contract, iam.md sections 1 and 2).
const muster = await startMuster({ MUSTER_ROLE: 'api' })
const other = await createOtherAccount(muster)
const plain = await addTokenUser(muster, 'plain')
const token = await obtainToken(muster)

interface Credential {
  readonly access: string
  readonly secret: string
  readonly securitytoken: string
  readonly expires_at: string
}

const PATH = 'POST /v3.0/OS-CREDENTIAL/securitytokens'
const asking = (inToken: object | undefined = {}) => ({
  auth: { identity: { methods: ['token'], ...(inToken === undefined ? {} : { token: inToken }) } },
})

async function obtainKey(who: Who, inToken?: object): Promise<Credential> {
  const answer = await muster.call(PATH, { who, body: asking(inToken) })
  assert.equal(answer.status, 201, answer.text)
  return answer.json<{ credential: Credential }>().credential
}

/** A request signed with a key, with a security token that is signed unless said otherwise. */
async function callWith(
  { access, secret }: Credential,
  securityToken: string | undefined,
  {
    signed = true,
    request = 'GET /v5/caller-identity',
    ...options
  }: CallOptions & { signed?: boolean; request?: string } = {},
) {
  const sign = signedBy({ access_key: access, secret_key: secret })
  const header = { 'x-security-token': securityToken ?? '' }
  const who: Who = (wire, endpoint) => ({ ...sign(wire, endpoint), ...(signed ? {} : header) })
  const headers = { ...options.headers, ...(signed ? header : {}) }
  return await muster.call(request, { ...options, who, headers })
}

for (const [by, who, inToken] of [
  ['X-Auth-Token', withToken(token), undefined],
  ['token.id', nobody, { id: token }],
  ['X-Auth-Token rather than token.id', withToken(token), { id: 'garbage' }],
  ['a signed request', admin, {}],
  ['a signed request rather than token.id', admin, { id: 'garbage' }],
] as const) {
  void test(`by ${by}: a key for the shortest time, of the form of the vendor’s`, async () => {
    const before = Date.now()
    const key = await obtainKey(who, inToken)
    assert.match(key.access, /^[A-Z0-9]{20}$/)
    assert.match(key.secret, /^[\w-]{40}$/)
    assert.match(key.expires_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
    const seconds = (new Date(key.expires_at).getTime() - before) / 1000
    assert.ok(seconds >= 899 && seconds < 960, String(seconds))
    const answer = await callWith(key, key.securitytoken)
    assert.equal(answer.status, 200, answer.text)
    assert.match(answer.json<{ principal_urn: string }>().principal_urn, /:user:admin$/)
  })
}

for (const seconds of [900, 86_400]) {
  void test(`for ${seconds} s`, async () => {
    const { expires_at } = await obtainKey(admin, { duration_seconds: seconds })
    assert.ok(Math.abs(new Date(expires_at).getTime() - Date.now() - seconds * 1000) < 60_000)
  })
}

void test('a user without a grant gets a key, which is as good as the user', async () => {
  const key = await obtainKey(plain.who)
  const identity = await callWith(key, key.securitytoken)
  assert.equal(identity.json<{ principal_id: string }>().principal_id, plain.id)
})

const refused = (rule: string, options: CallOptions, status: number, ...contains: string[]): Scenario => ({
  rule: `refused: ${rule}`,
  request: PATH,
  status,
  contains,
  ...options,
})
const LONG = { body: asking({ duration_seconds: 86_401 }) }
scenarios(muster, [
  refused('nobody', { who: nobody, body: asking() }, 401, 'x-auth-token not found'),
  refused('nobody, before what is wrong with the body', { who: nobody, ...LONG }, 401),
  refused('nobody, without JSON', { who: nobody, body: '{' }, 401),
  refused('garbage as a token', { who: withToken('garbage'), body: asking() }, 401, 'decrypt token fail'),
  refused('garbage as token.id', { who: nobody, body: asking({ id: 'garbage' }) }, 401, 'decrypt token fail'),
  refused('a number as token.id', { who: nobody, body: asking({ id: 1 }) }, 401, 'x-auth-token not found'),
  refused('too long', LONG, 400, 'duration_seconds'),
  refused('too short', { body: asking({ duration_seconds: 899 }) }, 400, 'duration_seconds'),
  refused('no method', { body: { auth: { identity: {} } } }, 400, 'methods'),
  refused('no JSON', { body: '{' }, 400),
])

const key = await obtainKey(admin)
const another = await obtainKey(admin)

for (const [rule, securityToken, options, words] of [
  ['without its security token', undefined, {}, /X-Security-Token of the temporary access key not found$/],
  ['with garbage', 'garbage', {}, /X-Security-Token is not that of the access key$/],
  ['with another key’s', another.securitytoken, {}, /X-Security-Token is not that of the access key$/],
  [
    'with its own unsigned',
    key.securitytoken,
    { signed: false },
    /X-Security-Token is not among SignedHeaders$/,
  ],
] as const) {
  void test(`a key ${rule} is refused`, async () => {
    const answer = await callWith(key, securityToken, options)
    assert.equal(answer.status, 401)
    const { error_code, error_msg } = answer.json<ErrorBody>()
    assert.equal(error_code, 'APIGW.0301')
    assert.match(error_msg, words)
  })
}

void test('with a permanent key a security token says nothing', async () => {
  const answer = await muster.call('GET /v5/caller-identity', { headers: { 'x-security-token': 'garbage' } })
  assert.equal(answer.status, 200)
})

void test('a temporary key makes no further one', async () => {
  const answer = await callWith(key, key.securitytoken, { request: PATH, body: asking() })
  assert.equal(answer.status, 403)
  assert.equal(answer.json<ErrorBody>().error_code, 'APIGW.0302')
})

void test('a key is good in its account’s projects only', async () => {
  const own = await callWith(key, key.securitytoken, { request: 'GET /v2/{p}/users' })
  assert.equal(own.status, 200, own.text)
  const foreign = await callWith(key, key.securitytoken, { request: `GET /v2/${other.project}/users` })
  assert.equal(foreign.status, 403)
})

void test('X-Project-Id: a user’s other project than that is refused, the account’s is not', async () => {
  const call = (who: Who, id: string) =>
    fetchStatus('GET /v2/{p}/users', { who, headers: { 'x-project-id': id } })
  assert.equal(await call(admin, muster.project), 200)
  assert.equal(await call(admin, 'second'), 200)
  assert.equal(await call(plain.who, 'second'), 403)
})

/** Refusals here carry a sealed reason or not; only their status matters. */
async function fetchStatus(request: string, options: CallOptions): Promise<number | undefined> {
  const message = await muster.open(request, options)
  message.resume()
  return message.statusCode
}

void test('secret and security token are stored as nobody can use them', async () => {
  const [row] = await runSql<{ row: string }>(
    muster,
    `SELECT encode(sealed_secret_key, 'escape') || encode(security_token_hash, 'hex') AS row FROM access_keys
     WHERE access_key = $1`,
    [key.access],
  )
  assert.ok(row)
  for (const secret of [key.secret, key.securitytoken]) assert.ok(!row.row.includes(secret))
})

void test('when its user changes a temporary key ends, and nobody else’s does', async () => {
  const ended = await obtainKey(plain.who)
  await changeUser(muster, plain)
  const answer = await callWith(ended, ended.securitytoken)
  assert.equal(answer.status, 401)
  assert.match(answer.text, /ak \w+ not exist/)
  assert.equal((await callWith(key, key.securitytoken)).status, 200)
  assert.equal((await muster.call('GET /v5/caller-identity', { who: plain.who })).status, 200)
})

void test('an expired key is refused, and told so', async () => {
  const expiring = await obtainKey(admin)
  await expireTemporaryKeys(muster)
  const answer = await callWith(expiring, expiring.securitytoken)
  assert.equal(answer.status, 401)
  assert.match(answer.json<ErrorBody>().error_msg, /the access key expired at \d{4}-/)
})
