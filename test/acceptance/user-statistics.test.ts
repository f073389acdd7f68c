import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { addIamUser } from '../support/iam-users.ts'
import { scenarios } from '../support/scenarios.ts'
import { createEnterpriseProject, createUsers, setUser } from '../support/users.ts'

// UserStatistics: ours (contract, section 3).
const muster = await startMuster({ MUSTER_ROLE: 'api' })
await createEnterpriseProject(muster, '1')
const past = '2001-01-01T00:00:00Z'
await createUsers(muster, [
  { user_name: 'a' },
  { user_name: 'b', enterprise_project_id: '1', active_type: 'ADMIN_ACTIVATE' },
  { user_name: 'locked', account_expires: past },
  { user_name: 'disabled', account_expires: past },
  { user_name: 'expired', account_expires: past, enterprise_project_id: '1' },
])
await setUser(muster, 'locked', { locked: true })
await setUser(muster, 'disabled', { disabled: true, locked: true })
const onlyFirst = await addIamUser(muster, 'only the first', [
  { policy: 'UserManager', scope: 'enterprise_project', id: '1' },
])

const thisMonth = new Date().toISOString().slice(0, 7)

const statistics = async (query = '', options: object = {}) => {
  const answer = await muster.call(`GET /v3/{p}/users/statistics${query}`, options)
  assert.equal(answer.status, 200, answer.text)
  return answer.json()
}

void test('each user counts once, disabled before locked before expired', async () => {
  assert.deepEqual(await statistics(), {
    total_count: 5,
    status: { NORMAL: 2, LOCKED: 1, DISABLED: 1, EXPIRED: 1 },
    active_type: { USER_ACTIVATE: 4, ADMIN_ACTIVATE: 1 },
    enterprise_projects: [
      { enterprise_project_id: '0', user_count: 3 },
      { enterprise_project_id: '1', user_count: 2 },
    ],
    created: [{ month: thisMonth, user_count: 5 }],
  })
})

void test('filters are those of ListUsers, and a scope narrows', async () => {
  const none = {
    total_count: 0,
    status: { NORMAL: 0, LOCKED: 0, DISABLED: 0, EXPIRED: 0 },
    active_type: { USER_ACTIVATE: 0, ADMIN_ACTIVATE: 0 },
    enterprise_projects: [],
    created: [],
  }
  assert.deepEqual(await statistics('?user_name=nobody'), none)
  const expected = {
    total_count: 2,
    status: { NORMAL: 1, LOCKED: 0, DISABLED: 0, EXPIRED: 1 },
    active_type: { USER_ACTIVATE: 1, ADMIN_ACTIVATE: 1 },
    enterprise_projects: [{ enterprise_project_id: '1', user_count: 2 }],
    created: [{ month: thisMonth, user_count: 2 }],
  }
  assert.deepEqual(await statistics('?enterprise_project_id=1'), expected)
  assert.deepEqual(await statistics('', { who: onlyFirst }), expected)
  assert.equal(
    ((await statistics('?disabled=false&active_type=user_activate')) as { total_count: number }).total_count,
    3,
  )
})

scenarios(muster, [
  {
    rule: 'an enterprise project that is not the caller’s',
    request: 'GET /v3/{p}/users/statistics?enterprise_project_id=0',
    who: onlyFirst,
    status: 403,
  },
  {
    rule: 'a filter that breaks its rule',
    request: 'GET /v3/{p}/users/statistics?platform_type=DOS',
    status: 400,
    contains: ['`platform_type`'],
  },
])

void test('months of creation are those of UTC, oldest first', async () => {
  await createUsers(muster, [{ user_name: 'old.one' }, { user_name: 'old.two' }, { user_name: 'older' }])
  await setUser(muster, 'old.one', { created_at: '2020-03-01T00:00:00Z' })
  await setUser(muster, 'old.two', { created_at: '2020-02-29T23:59:59.999Z' })
  await setUser(muster, 'older', { created_at: '2019-12-31T23:59:59Z' })
  const { created } = (await statistics('?user_name=old')) as { created: unknown }
  assert.deepEqual(created, [
    { month: '2019-12', user_count: 1 },
    { month: '2020-02', user_count: 1 },
    { month: '2020-03', user_count: 1 },
  ])
})
