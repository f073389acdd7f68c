import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import type { KeystoneError } from '../support/answer-rules.ts'
import { createOtherAccount, createProject } from '../support/other-account.ts'
import { scenarios } from '../support/scenarios.ts'
import { credentials } from '../support/settings.ts'
import { addTokenUser, changeUser } from '../support/token-users.ts'
import { cheapenPassword, expireTokens, obtainToken, passwordClaim } from '../support/tokens.ts'
import { type Who, admin, nobody, withToken } from '../support/who.ts'

// What a token says, and how long it holds: validated, revoked, expired, outdated (contract, iam.md section 2).
const muster = await startMuster({ MUSTER_ROLE: 'api' })
await cheapenPassword(muster)
await createProject(muster, 'second')
const other = await createOtherAccount(muster)
const { project_id: project } = credentials
const plain = await addTokenUser(muster, 'plain')
const granted = await addTokenUser(muster, 'granted', [
  ['wks_adm', 'project', project],
  ['ReadOnlyAccess', 'project', 'second'],
  ['UserManager', 'account', 'any'],
])

interface Token {
  readonly issued_at: string
  readonly expires_at: string
  readonly methods: readonly string[]
  readonly project?: { readonly id: string }
  readonly domain?: { readonly name: string }
  readonly roles: readonly { readonly id: string; readonly name: string }[]
  readonly user: { readonly id: string }
  readonly catalog: readonly {
    readonly type: string
    readonly endpoints: readonly {
      readonly url: string
      readonly region: string
      readonly interface: string
    }[]
  }[]
}

async function obtain(body: object, headers: Record<string, string> = {}, query = '') {
  const answer = await muster.call(`POST /v3/auth/tokens${query}`, { who: nobody, body, headers })
  assert.equal(answer.status, 201, answer.text)
  return { id: String(answer.headers['x-subject-token']), token: answer.json<{ token: Token }>().token }
}
const ofUser = (name: string, scope?: object) => obtain(passwordClaim({ user: { name }, scope }))
const byToken = (id: string, scope?: object) => ({
  auth: { identity: { methods: ['token'], token: { id } }, ...(scope === undefined ? {} : { scope }) },
})
const about = (method: string, subject: string, who: Who, path = '/v3/auth/tokens') =>
  muster.call(`${method} ${path}`, { who, headers: { 'x-subject-token': subject } })
const inProject = { project: { id: project } }

for (const [rule, name, scope, roles] of [
  ['the account is te_admin', credentials.user, inProject, ['te_admin']],
  ['a user without any grant has none, and yet a token', 'plain', inProject, []],
  ['grants on this project and on the account', 'granted', inProject, ['system_all_workspace_1', 'wks_adm']],
  [
    'without a scope: all',
    'granted',
    undefined,
    ['system_all_workspace_1', 'system_all_workspace_2', 'wks_adm'],
  ],
] as const) {
  void test(`roles: ${rule}`, async () => {
    const { token } = await ofUser(name, scope)
    assert.deepEqual(token.roles.map((role) => role.name).toSorted(), roles)
    for (const { id } of token.roles) assert.ok(id.length > 0)
  })
}

void test('a user without a grant is refused by the operation, with the reason', async () => {
  const { id } = await ofUser('plain', inProject)
  const answer = await muster.call('POST /v3/auth/tokens', { who: nobody, body: byToken(id) })
  assert.equal(answer.status, 201)
  const refused = await fetch(`${muster.url}/v2/${project}/users`, { headers: { 'x-auth-token': id } })
  const body = (await refused.json()) as { error_code: string; encoded_authorization_message: string }
  assert.equal(refused.status, 403)
  assert.equal(body.error_code, 'WKS.00081102')
  assert.ok(body.encoded_authorization_message.length > 0)
})

void test('the catalog names the URL by which the request came, and the region', async () => {
  const { token } = await obtain(passwordClaim(), { host: 'iam.example.com:8443' })
  assert.deepEqual(
    token.catalog.map(({ type, endpoints }) => [
      type,
      endpoints.map(({ url, region }) => `${region} ${url}`),
    ]),
    [
      ['identity', ['local http://iam.example.com:8443/v3']],
      ['workspace', ['local http://iam.example.com:8443']],
    ],
  )
})

void test('?nocatalog=true leaves the catalog out, of validation too', async () => {
  const { id, token } = await obtain(passwordClaim(), {}, '?nocatalog=true')
  assert.deepEqual(token.catalog, [])
  const path = '/v3/auth/tokens?nocatalog=true'
  assert.deepEqual((await about('GET', id, admin, path)).json<{ token: Token }>().token.catalog, [])
})

void test('by token: another scope, the same end', async () => {
  const first = await ofUser('granted')
  const second = await obtain(byToken(first.id, inProject))
  assert.equal(second.token.project?.id, project)
  assert.equal(second.token.user.id, granted.id)
  assert.deepEqual(second.token.methods, ['token'])
  assert.equal(second.token.expires_at, first.token.expires_at)
  assert.notEqual(second.id, first.id)
})

void test('times have microseconds, as Keystone and the SDKs have them', async () => {
  const { token } = await obtain(passwordClaim())
  for (const time of [token.issued_at, token.expires_at])
    assert.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
})

void test('a token validated says what it said when it was issued', async () => {
  const { id, token } = await ofUser('granted', inProject)
  for (const who of [withToken(id), granted.who, admin]) {
    const answer = await about('GET', id, who)
    assert.equal(answer.status, 200, answer.text)
    assert.equal(answer.headers['x-subject-token'], id)
    assert.deepEqual(answer.json<{ token: Token }>().token, token)
  }
  const head = await about('HEAD', id, withToken(id))
  assert.equal(head.status, 200)
  assert.equal(head.headers['x-subject-token'], id)
  assert.equal(head.bytes.length, 0)
})

for (const method of ['GET', 'HEAD', 'DELETE']) {
  void test(`${method}: who may ask about which token`, async () => {
    const mine = await ofUser('plain')
    const ofAdmin = await obtainToken(muster)
    const table: [rule: string, subject: string, who: Who, status: number][] = [
      ['nobody', mine.id, nobody, 401],
      ['with what is no token', mine.id, withToken('garbage'), 401],
      ['another user', mine.id, granted.who, 403],
      ['a user about the account’s', ofAdmin, plain.who, 403],
      ['another account', mine.id, other.who, 404],
      ['garbage', 'garbage', admin, 404],
      ['no subject', '', admin, 400],
    ]
    for (const [rule, subject, who, status] of table) {
      const answer = await about(method, subject, who)
      assert.equal(answer.status, status, `${rule}: ${answer.text}`)
    }
    assert.equal((await about('GET', mine.id, plain.who)).status, 200)
  })
}

void test('what is wrong with a token is told in Keystone’s form', async () => {
  const answer = await about('GET', 'garbage', admin)
  const { error } = answer.json<KeystoneError>()
  assert.deepEqual(error, { code: 404, message: 'Could not find the token.', title: 'Not Found' })
})

void test('a revoked token is none, and others hold on', async () => {
  const [first, second, third] = [await ofUser('plain'), await ofUser('plain'), await ofUser('plain')]
  for (const [subject, who] of [
    [first.id, withToken(first.id)],
    [second.id, admin],
  ] as const) {
    const answer = await about('DELETE', subject, who)
    assert.equal(answer.status, 204)
    assert.equal(answer.bytes.length, 0)
    assert.equal((await about('GET', subject, admin)).status, 404)
    assert.equal((await about('DELETE', subject, admin)).status, 404)
    const used = await muster.call('GET /v3/auth/projects', { who: withToken(subject) })
    assert.equal(used.status, 401)
    assert.match(used.json<KeystoneError>().error.message, /decrypt token fail$/)
  }
  assert.equal((await about('GET', third.id, admin)).status, 200)
})

void test('when its user changes a token must be updated: all of that user’s, and nobody else’s', async () => {
  const [first, second, others] = [
    await ofUser('plain'),
    await ofUser('plain', inProject),
    await ofUser('granted'),
  ]
  await changeUser(muster, plain)
  for (const { id } of [first, second]) {
    const answer = await muster.call('GET /v5/caller-identity', { who: withToken(id) })
    assert.equal(answer.status, 401)
    assert.equal(answer.json<{ error_code: string }>().error_code, 'APIGW.0307')
    assert.match(answer.text, /The token must be updated\./)
    assert.equal((await about('GET', id, admin)).status, 404)
    const again = await muster.call('POST /v3/auth/tokens', { who: nobody, body: byToken(id) })
    assert.equal(again.status, 401)
  }
  assert.equal((await about('GET', others.id, admin)).status, 200)
  assert.equal((await about('GET', (await ofUser('plain')).id, admin)).status, 200)
})

const refused = (rule: string, body: object, status: number, contains: string[] = []) => ({
  rule: `by token: ${rule}`,
  request: 'POST /v3/auth/tokens',
  who: nobody,
  body,
  status,
  contains,
})
const good = await obtainToken(muster)
scenarios(muster, [
  refused('garbage', byToken('garbage'), 401, ['decrypt token fail']),
  refused('no token', { auth: { identity: { methods: ['token'] } } }, 400, [
    '`auth.identity.token` is missing',
  ]),
  refused('another account’s project', byToken(good, { project: { id: other.project } }), 403),
  refused(
    'a project in another account',
    byToken(good, { project: { name: 'local', domain: { name: 'globex' } } }),
    403,
  ),
  refused('another account', byToken(good, { domain: { name: 'globex' } }), 403),
  refused('the password left out', { auth: { identity: { methods: ['password'] } } }, 400, [
    '`auth.identity.password` is missing',
  ]),
])

void test('an expired token can neither be validated nor exchanged', async () => {
  const id = await obtainToken(muster)
  await expireTokens(muster)
  assert.equal((await about('GET', id, admin)).status, 404)
  assert.equal((await muster.call('POST /v3/auth/tokens', { who: nobody, body: byToken(id) })).status, 401)
})
