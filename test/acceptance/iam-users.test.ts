import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { accountId, accountUserId, ask, createUser, makeUser } from '../support/principals.ts'
import { scenarios } from '../support/scenarios.ts'
import { passwordClaim } from '../support/tokens.ts'
import { nobody, withToken } from '../support/who.ts'

// IAM users by the vendor's paths (contract, iam.md section 3).
const muster = await startMuster({ MUSTER_ROLE: 'api' })
const PASSWORD = 'Secret-of-alice-1'
const account = await accountId(muster)
const self = await accountUserId(muster)
const alice = await makeUser(muster, 'alice', {
  password: PASSWORD,
  email: 'alice@example.com',
  description: '研发',
  domain_id: account,
})
const spare = await createUser(muster, 'spare', { enabled: false })

interface ShownUser {
  readonly id: string
  readonly name: string
  readonly enabled: boolean
}

const signIn = (password: string, name = 'alice') =>
  muster.call('POST /v3/auth/tokens', { who: nobody, body: passwordClaim({ user: { name, password } }) })

const create = (user: object) => ({ request: 'POST /v3.0/OS-USER/users', body: { user } })

scenarios(muster, [
  {
    rule: 'a user is shown in the vendor’s form, without anything that proves who it is',
    request: `GET /v3.0/OS-USER/users/${alice.id}`,
    status: 200,
    contains: [`"domain_id":"${account}"`, '"email":"alice@example.com"', '"is_domain_owner":false', '研发'],
    lacks: [PASSWORD, 'password_hash', 'scrypt'],
  },
  {
    rule: 'and the same by Keystone’s path',
    request: `GET /v3/users/${alice.id}`,
    status: 200,
    contains: ['"name":"alice"', `/v3/users/${alice.id}"`],
    lacks: [PASSWORD],
  },
  {
    rule: 'a list has the account itself and its users',
    request: 'GET /v3/users',
    status: 200,
    contains: ['"is_domain_owner":true', '"name":"alice"', '"name":"spare"'],
    lacks: [PASSWORD],
  },
  {
    rule: 'a list by name',
    request: `GET /v3/users?name=alice&domain_id=${account}`,
    status: 200,
    contains: ['"name":"alice"'],
    lacks: ['"name":"spare"'],
  },
  {
    rule: 'a list of who is disabled',
    request: 'GET /v3/users?enabled=false',
    status: 200,
    contains: ['"name":"spare"'],
    lacks: ['"name":"alice"'],
  },
  { rule: 'a list of another account’s', request: 'GET /v3/users?domain_id=other', status: 404 },
  { rule: 'a name is there once', ...create({ name: 'alice' }), status: 409, code: 'IAM.00290001' },
  { rule: 'in another account', ...create({ name: 'bob', domain_id: 'other' }), status: 404 },
  {
    rule: 'a bad name',
    ...create({ name: '1st' }),
    status: 400,
    contains: ['`user/name` received "1st"', 'not beginning with a digit'],
  },
  { rule: 'a long name', ...create({ name: 'x'.repeat(65) }), status: 400, contains: ['`user/name`'] },
  { rule: 'a bad address', ...create({ name: 'bob', email: 'nowhere' }), status: 400 },
  { rule: 'a long description', ...create({ name: 'bob', description: 'x'.repeat(256) }), status: 400 },
  { rule: 'a description with ESC', ...create({ name: 'bob', description: '\u001b[2J' }), status: 400 },
  {
    rule: 'a bad password is not shown',
    ...create({ name: 'bob', password: 'simple7' }),
    status: 400,
    contains: ['`user/password`'],
    lacks: ['simple7'],
  },
  {
    rule: 'nor one of one kind of characters',
    ...create({ name: 'bob', password: 'onlylowercase' }),
    status: 400,
    lacks: ['onlylowercase'],
  },
  { rule: 'a name longer than memory likes', ...create({ name: 'a'.repeat(11_000_000) }), status: 400 },
  { rule: 'no user', request: 'POST /v3.0/OS-USER/users', body: {}, status: 400, contains: ['`user`'] },
  { rule: 'an unknown user', request: 'GET /v3.0/OS-USER/users/none', status: 404, code: 'IAM.0004' },
  {
    rule: 'an unknown one by Keystone’s path, in Keystone’s form',
    request: 'GET /v3/users/none',
    status: 404,
    contains: ['Could not find user: none.'],
  },
  { rule: 'U+0000 in an ID', request: 'GET /v3.0/OS-USER/users/a%00b', status: 400 },
  {
    rule: 'changing an unknown one',
    request: 'PUT /v3.0/OS-USER/users/none',
    body: { user: { name: 'x' } },
    status: 404,
  },
  {
    rule: 'changing into a name that is taken',
    request: `PUT /v3.0/OS-USER/users/${spare}`,
    body: { user: { name: 'alice' } },
    status: 409,
  },
  {
    rule: 'the account does not disable itself',
    request: `PUT /v3.0/OS-USER/users/${self}`,
    body: { user: { enabled: false } },
    status: 403,
    code: 'IAM.00290004',
  },
  { rule: 'nor delete itself', request: `DELETE /v3/users/${self}`, status: 403 },
  {
    rule: 'but describes itself',
    request: `PUT /v3.0/OS-USER/users/${self}`,
    body: { user: { description: 'the account' } },
    status: 200,
    contains: ['the account'],
  },
  {
    rule: 'what is not given of a user stays',
    request: `PUT /v3.0/OS-USER/users/${spare}`,
    body: { user: { name: 'spare2' } },
    status: 200,
    contains: ['"name":"spare2"', '"enabled":false'],
  },
])

void test('a user signs in by its password; a new one, and being disabled, end that', async () => {
  const first = await signIn(PASSWORD)
  assert.equal(first.status, 201, first.text)
  const who = withToken(String(first.headers['x-subject-token']))
  assert.equal((await muster.call('GET /v3/auth/projects', { who })).status, 200)
  const request = `PUT /v3.0/OS-USER/users/${alice.id}`
  await ask(muster, request, { body: { user: { password: 'Another-secret-2' } } })
  assert.equal((await muster.call('GET /v3/auth/projects', { who })).status, 401)
  assert.equal((await signIn(PASSWORD)).status, 401)
  const second = await signIn('Another-secret-2')
  assert.equal(second.status, 201)
  assert.equal((await muster.call('GET /v3/auth/projects', { who: alice.who })).status, 200)

  const disabled = await ask<{ user: ShownUser }>(muster, request, { body: { user: { enabled: false } } })
  assert.equal(disabled.user.enabled, false)
  assert.equal((await signIn('Another-secret-2')).status, 401)
  assert.equal((await muster.call('GET /v3/auth/projects', { who: alice.who })).status, 401)
  const token = withToken(String(second.headers['x-subject-token']))
  assert.equal((await muster.call('GET /v3/auth/projects', { who: token })).status, 401)
  await ask(muster, request, { body: { user: { enabled: true } } })
  assert.equal((await muster.call('GET /v3/auth/projects', { who: alice.who })).status, 200)
})

void test('a user has another password who knows the present one, and nobody else’s', async () => {
  const erin = await makeUser(muster, 'erin', { password: PASSWORD })
  const change = async (id: string, present: string, password: string) =>
    (
      await muster.call(`POST /v3/users/${id}/password`, {
        who: erin.who,
        body: { user: { original_password: present, password } },
      })
    ).status
  assert.equal(await change(erin.id, 'not-Present-1', 'Of-my-own-3'), 401)
  assert.equal(await change(erin.id, PASSWORD, 'simple'), 400)
  assert.equal(await change(alice.id, PASSWORD, 'Of-my-own-3'), 403)
  assert.equal(await change('none', PASSWORD, 'Of-my-own-3'), 403)
  assert.equal((await signIn(PASSWORD, 'erin')).status, 201)
  assert.equal(await change(erin.id, PASSWORD, 'Of-my-own-3'), 204)
  assert.equal((await signIn(PASSWORD, 'erin')).status, 401)
  assert.equal((await signIn('Of-my-own-3', 'erin')).status, 201)
})

void test('a deleted user is gone with its keys and its token', async () => {
  const carol = await makeUser(muster, 'carol', { password: PASSWORD })
  const token = withToken(String((await signIn(PASSWORD, 'carol')).headers['x-subject-token']))
  const answer = await muster.call(`DELETE /v3/users/${carol.id}`)
  assert.deepEqual([answer.status, answer.text], [204, ''])
  for (const who of [carol.who, token])
    assert.equal((await muster.call('GET /v3/auth/projects', { who })).status, 401)
  assert.equal((await muster.call(`GET /v3.0/OS-USER/users/${carol.id}`)).status, 404)
  assert.equal((await muster.call(`DELETE /v3/users/${carol.id}`)).status, 404)
  assert.notEqual(await createUser(muster, 'carol'), carol.id)
})
