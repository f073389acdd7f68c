import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { createOtherAccount } from '../support/other-account.ts'
import { scenarios } from '../support/scenarios.ts'
import { createGroup, createUsers, setUser, userId } from '../support/users.ts'

// ListUserDetail: the fields, their types where they differ from the list's, the ETag (contract, section 3).
const muster = await startMuster({ MUSTER_ROLE: 'api' })
const other = await createOtherAccount(muster)
const group = await createGroup(muster, 'Sales')
await createUsers(muster, [
  {
    user_name: '9lives',
    account_expires: '2001-01-01T00:00:00.250Z',
    domain: 'corp.example',
    alias_name: 'Cat',
  },
  { user_name: 'plain', group_ids: [group] },
])
await setUser(muster, 'plain', { total_desktops: 2, share_space_desktops: 1, share_space_subscription: true })
const [lives, plain] = [await userId(muster, '9lives'), await userId(muster, 'plain')]

type Detail = Readonly<Record<string, unknown>>
const show = async (id: string) => {
  const answer = await muster.call(`GET /v2/{p}/users/${id}`)
  assert.equal(answer.status, 200, answer.text)
  return {
    etag: String(answer.headers['etag']),
    detail: answer.json<{ user_detail: Detail }>().user_detail,
  }
}

void test('every field of a user in a domain whose account has expired', async () => {
  const { when_created: created, ...detail } = (await show(lives)).detail
  assert.match(String(created), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  assert.deepEqual(detail, {
    id: lives,
    sid: lives,
    object_sid: lives,
    user_name: '9lives',
    sam_account_name: '9lives',
    user_principal_name: '9lives@corp.example',
    full_name: 'Cat',
    distinguished_name: null,
    account_type: 0,
    user_email: 'user0@example.com',
    user_phone: null,
    description: null,
    active_type: 'USER_ACTIVATE',
    account_expires: Date.UTC(2001, 0, 1) + 250,
    account_expired: true,
    user_expired: true,
    password_never_expired: false,
    enable_change_password: true,
    enabled_change_password: true,
    next_login_change_password: true,
    locked: false,
    disabled: false,
    is_pre_user: false,
    total_desktops: 0,
    share_space_subscription: false,
    share_space_desktops: 0,
    group_names: [],
    enterprise_project_id: '0',
    user_info_map: null,
    domain: 'corp.example',
    platform_type: 'LOCAL',
  })
})

void test('never expires: 0, where the list has "0"', async () => {
  const { detail } = await show(plain)
  assert.deepEqual(
    [detail['account_expires'], detail['user_principal_name'], detail['full_name'], detail['group_names']],
    [0, 'plain', 'plain', ['Sales']],
  )
  assert.deepEqual([detail['total_desktops'], detail['share_space_desktops']], [2, 1])
  const list = await muster.call('GET /v2/{p}/users?user_names=plain')
  assert.equal(list.json<{ users: Detail[] }>().users[0]?.['account_expires'], '0')
})

void test('the ETag is another one after each change, whoever makes it, and stays without one', async () => {
  const seen = [(await show(plain)).etag]
  assert.match(seen[0] ?? '', /^"[0-9a-f]{64}"$/)
  assert.equal((await show(plain)).etag, seen[0])
  const changes: (() => Promise<unknown>)[] = [
    () => muster.call(`PUT /v2/{p}/users/${plain}`, { body: { description: 'new' } }),
    () => muster.call(`POST /v2/{p}/users/${plain}/actions`, { body: { op_type: 'LOCK' } }),
    () => setUser(muster, 'plain', { total_desktops: 3 }),
    () => muster.call(`PUT /v2/{p}/groups/${group}`, { body: { group_name: 'Sales and more' } }),
    () => muster.call(`DELETE /v2/{p}/groups/${group}`),
  ]
  for (const change of changes) {
    await change()
    seen.push((await show(plain)).etag)
  }
  assert.equal(new Set(seen).size, changes.length + 1)
})

const unknown = { status: 400, code: 'WKS.00170312', contains: ['The user does not exist.'] }
scenarios(muster, [
  { rule: 'an unknown user', request: 'GET /v2/{p}/users/none', ...unknown },
  { rule: 'an ID of 255 characters', request: `GET /v2/{p}/users/${'x'.repeat(255)}`, ...unknown },
  {
    rule: 'an ID of 256 characters',
    request: `GET /v2/{p}/users/${'x'.repeat(256)}`,
    status: 400,
    code: 'WKS.00211102',
  },
  {
    rule: 'another account’s user is unknown',
    request: `GET /v2/${other.project}/users/${lives}`,
    who: other.who,
    ...unknown,
    lacks: ['9lives'],
  },
  {
    rule: 'HEAD',
    request: `HEAD /v2/{p}/users/${lives}`,
    status: 200,
    answers: { etag: /^"[0-9a-f]{64}"$/ },
  },
])
