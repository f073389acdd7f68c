import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { ask, createKey, createUser, makeUser } from '../support/principals.ts'
import { scenarios } from '../support/scenarios.ts'
import { signedBy } from '../support/who.ts'

// Permanent access keys by the vendor's paths (contract, iam.md section 3).
const muster = await startMuster({ MUSTER_ROLE: 'api' })
const alice = await makeUser(muster, 'alice')
const bob = await createUser(muster, 'bob')
const PATH = '/v3.0/OS-CREDENTIAL/credentials'
const create = (credential: object) => ({ request: `POST ${PATH}`, body: { credential } })

interface Key {
  readonly access: string
  readonly secret?: string
  readonly status: string
  readonly last_use_time?: string | null
}

scenarios(muster, [
  {
    rule: 'a key is shown without its secret',
    request: `GET ${PATH}/${alice.keys.access_key}`,
    status: 200,
    contains: ['"status":"active"', alice.id, '"last_use_time":null'],
    lacks: [alice.keys.secret_key, 'secret'],
  },
  {
    rule: 'so are the keys of a user',
    request: `GET ${PATH}?user_id=${alice.id}`,
    status: 200,
    contains: [alice.keys.access_key],
    lacks: [alice.keys.secret_key, 'secret', 'TESTACCESSKEY'],
  },
  {
    rule: 'without a user they are the caller’s',
    request: `GET ${PATH}`,
    status: 200,
    contains: ['TESTACCESSKEY'],
    lacks: [alice.keys.access_key],
  },
  { rule: 'keys of nobody', request: `GET ${PATH}?user_id=none`, status: 404, code: 'IAM.0004' },
  { rule: 'a key for nobody', ...create({ user_id: 'none' }), status: 404, code: 'IAM.0004' },
  { rule: 'a key without a user', ...create({}), status: 400, contains: ['`credential/user_id`'] },
  { rule: 'a bad user', ...create({ user_id: '../x' }), status: 400 },
  { rule: 'a long description', ...create({ user_id: bob, description: 'x'.repeat(256) }), status: 400 },
  { rule: 'an unknown key', request: `GET ${PATH}/NONE`, status: 404, code: 'IAM.0004' },
  { rule: 'a key that is none', request: `GET ${PATH}/a%20b`, status: 400 },
  { rule: 'U+0000', request: `GET ${PATH}/a%00b`, status: 400 },
  { rule: 'deleting an unknown key', request: `DELETE ${PATH}/NONE`, status: 404 },
  {
    rule: 'changing an unknown key',
    request: `PUT ${PATH}/NONE`,
    body: { credential: { status: 'inactive' } },
    status: 404,
  },
  {
    rule: 'a status that is none',
    request: `PUT ${PATH}/${alice.keys.access_key}`,
    body: { credential: { status: 'asleep' } },
    status: 400,
    contains: ['active, inactive'],
  },
  {
    rule: 'a description leaves the status',
    request: `PUT ${PATH}/${alice.keys.access_key}`,
    body: { credential: { description: 'of the laptop' } },
    status: 200,
    contains: ['of the laptop', '"status":"active"'],
    lacks: ['secret'],
  },
])

void test('two keys a user; a deleted one signs no more, and makes room', async () => {
  const { credential } = await ask<{ credential: Key }>(muster, `POST ${PATH}`, {
    body: { credential: { user_id: bob, description: 'first' } },
  })
  assert.equal(credential.status, 'active')
  assert.match(credential.secret ?? '', /^[\w-]{40}$/)
  await createKey(muster, bob)
  const third = await muster.call(`POST ${PATH}`, { body: { credential: { user_id: bob } } })
  assert.deepEqual([third.status, third.json<{ error_code: string }>().error_code], [400, 'IAM.00290002'])
  const who = signedBy({ access_key: credential.access, secret_key: credential.secret ?? '' })
  assert.equal((await muster.call('GET /v3/projects', { who })).status, 200)
  assert.equal((await muster.call(`DELETE ${PATH}/${credential.access}`)).status, 204)
  assert.equal((await muster.call('GET /v3/projects', { who })).status, 401)
  await createKey(muster, bob)
})

void test('an inactive key signs nothing until it is active again', async () => {
  const carol = await makeUser(muster, 'carol')
  const request = `PUT ${PATH}/${carol.keys.access_key}`
  const status = async () => (await muster.call('GET /v3/projects', { who: carol.who })).status
  assert.equal(await status(), 200)
  const off = await ask<{ credential: Key }>(muster, request, {
    body: { credential: { status: 'inactive' } },
  })
  assert.equal(off.credential.status, 'inactive')
  assert.equal(await status(), 401)
  await ask(muster, request, { body: { credential: { status: 'ACTIVE' } } })
  assert.equal(await status(), 200)
})

void test('a temporary key makes no lasting one', async () => {
  const { credential } = await ask<{
    credential: { access: string; secret: string; securitytoken: string }
  }>(muster, 'POST /v3.0/OS-CREDENTIAL/securitytokens', {
    who: alice.who,
    body: { auth: { identity: { methods: ['token'] } } },
  })
  const answer = await muster.call(`POST ${PATH}`, {
    who: signedBy({ access_key: credential.access, secret_key: credential.secret }),
    headers: { 'x-security-token': credential.securitytoken },
    body: { credential: { user_id: alice.id } },
  })
  assert.deepEqual([answer.status, answer.json<{ error_code: string }>().error_code], [403, 'APIGW.0302'])
})
