import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { createOtherAccount, createProject } from '../support/other-account.ts'
import { type Scenario, scenarios } from '../support/scenarios.ts'
import { credentials } from '../support/settings.ts'
import { addTokenUser } from '../support/token-users.ts'
import { obtainToken } from '../support/tokens.ts'
import { admin, nobody, withToken } from '../support/who.ts'

// The look-ups that SDKs make by themselves (contract, iam.md section 2).
const muster = await startMuster({ MUSTER_ROLE: 'api' })
await createProject(muster, 'second')
const other = await createOtherAccount(muster)
const plain = await addTokenUser(muster, 'plain')
const token = withToken(await obtainToken(muster))
const { project_id: project } = credentials

interface Projects {
  readonly projects: readonly { readonly id: string; readonly name: string; readonly domain_id: string }[]
}

for (const [by, who, expected] of [
  ['the account, signed', admin, [project, 'second']],
  ['the account, by token', token, [project, 'second']],
  ['a user without a grant', plain.who, [project, 'second']],
  ['another account', other.who, [other.project]],
] as const) {
  void test(`projects: ${by}`, async () => {
    for (const path of ['/v3/projects', '/v3/auth/projects']) {
      const answer = await muster.call(`GET ${path}`, { who })
      assert.equal(answer.status, 200)
      assert.deepEqual(
        answer.json<Projects>().projects.map(({ id }) => id),
        expected,
      )
    }
    const named = await muster.call('GET /v3/projects?name=local', { who })
    assert.deepEqual(
      named.json<Projects>().projects.map(({ id }) => id),
      expected.slice(0, 1),
    )
  })
}

for (const [query, expected] of [
  ['name=none', []],
  ['name=', []],
  ['name=second', ['second']],
  ['name=LOCAL', []],
  [`domain_id=${plain.accountId}`, [project, 'second']],
  ['domain_id=account-of-globex', []],
  ['enabled=true&is_domain=false', [project, 'second']],
  ['enabled=false', []],
  ['is_domain=true', []],
  ['page=2&per_page=1', ['second']],
  ['page=3&per_page=1', []],
] as const) {
  void test(`projects by ${query}`, async () => {
    const answer = await muster.call(`GET /v3/projects?${query}`)
    assert.deepEqual(
      answer.json<Projects>().projects.map(({ id }) => id),
      expected,
      answer.text,
    )
  })
}

void test('the account, as the domain', async () => {
  for (const who of [admin, token, plain.who]) {
    const answer = await muster.call('GET /v3/auth/domains', { who })
    const { domains } = answer.json<{ domains: { id: string; name: string; enabled: boolean }[] }>()
    assert.deepEqual(
      domains.map(({ id, name, enabled }) => [id, name, enabled]),
      [[plain.accountId, credentials.account, true]],
    )
  }
})

void test('the one region', async () => {
  const { regions } = (await muster.call('GET /v3/regions')).json<{
    regions: { id: string; type: string }[]
  }>()
  assert.deepEqual(
    regions.map(({ id, type }) => [id, type]),
    [['local', 'public']],
  )
})

void test('who is calling: the user, in the fields of the vendor’s SDKs', async () => {
  const identity = await muster.call('GET /v5/caller-identity', { who: plain.who })
  assert.deepEqual(identity.json(), {
    account_id: plain.accountId,
    principal_urn: `iam::${plain.accountId}:user:plain`,
    principal_id: plain.id,
  })
  const own = (await muster.call('GET /v5/caller-identity', { who: token })).json<{ principal_urn: string }>()
  assert.equal(own.principal_urn, `iam::${plain.accountId}:user:${credentials.user}`)
})

for (const path of ['/v3', '/v3/']) {
  void test(`the version document at ${path}, for anybody`, async () => {
    const answer = await muster.call(`GET ${path}`, { who: nobody, headers: { host: 'iam.example.com' } })
    assert.equal(answer.status, 200)
    const { version } = answer.json<{ version: { id: string; status: string; links: object[] } }>()
    assert.match(version.id, /^v3\.\d+$/)
    assert.equal(version.status, 'stable')
    assert.deepEqual(version.links, [{ rel: 'self', href: 'http://iam.example.com/v3/' }])
  })
}

void test('the list of versions, for anybody', async () => {
  const answer = await muster.call('GET /', { who: nobody })
  assert.equal(answer.status, 200)
  assert.equal(answer.json<{ versions: { values: unknown[] } }>().versions.values.length, 1)
})

const KEYSTONE = ['/v3/projects', '/v3/auth/projects', '/v3/auth/domains', '/v3/regions']
scenarios(
  muster,
  [...KEYSTONE, '/v5/caller-identity'].flatMap((path): Scenario[] => [
    {
      rule: `${path}: without credentials`,
      request: `GET ${path}`,
      who: nobody,
      status: 401,
      contains: ['x-auth-token not found'],
    },
    {
      rule: `${path}: with garbage`,
      request: `GET ${path}`,
      who: withToken('garbage'),
      status: 401,
      contains: ['decrypt token fail'],
    },
    {
      rule: `${path}: another method`,
      request: `PATCH ${path}`,
      who: nobody,
      status: 405,
      answers: { allow: /^GET, HEAD/ },
    },
  ]),
)
scenarios(muster, [
  {
    rule: 'a query that breaks its rule',
    request: 'GET /v3/projects?page=x',
    status: 400,
    contains: ['`page`'],
  },
])
