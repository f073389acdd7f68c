import assert from 'node:assert/strict'
import { test } from 'node:test'

import { CHINESE_MARK, sampleUser } from './sample-users.ts'

const SIZES = { enterpriseProjects: 10, groups: 24 }
const make = (count: number, seed = 1, first = 0) =>
  Array.from({ length: count }, (_, index) => sampleUser(seed, first + index, SIZES))
const users = make(5000)

test('the same seed gives the same user, whichever are asked for with it; another seed gives others', () => {
  assert.deepEqual(sampleUser(1, 4321, SIZES), users[4321])
  const others = make(5000, 2)
  assert.ok(users.filter((user, index) => user.user_name === others[index]?.user_name).length < 50)
})

test('names and IDs are unique, ignoring case', () => {
  assert.equal(new Set(users.map((user) => user.user_name.toLowerCase())).size, users.length)
  assert.equal(new Set(users.map((user) => user.id)).size, users.length)
})

test('every user could have been created by the API (contract, workspace.md section 3)', () => {
  for (const user of [...users, ...make(100, 4_294_967_295, 999_999_900)]) {
    assert.match(user.user_name, /^[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}._-]{0,31}(?<![._])$/u)
    assert.ok([...user.user_name].length <= 32, user.user_name)
    assert.match(user.id, /^[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}$/)
    assert.match(user.user_email ?? 'a@b', /^[^\s@]+@[^\s@]+$/)
    assert.ok((user.user_email ?? '').length <= 64)
    assert.match(user.user_phone ?? '', /^[-+0-9 ()]{0,20}$/)
    assert.ok(user.description.length <= 255)
    assert.ok(user.active_type === 'ADMIN_ACTIVATE' || user.user_email !== null || user.user_phone !== null)
    assert.ok(user.total_desktops >= 0 && user.share_space_desktops >= 0)
    assert.ok(user.enterpriseProject < 10 && user.groups.every((group) => group < 24))
    assert.equal(new Set(user.groups).size, user.groups.length)
  }
})

test('half of them are Chinese, and marked so', () => {
  const marked = users.filter((user) => user.description.endsWith(CHINESE_MARK))
  assert.equal(marked.length, users.length / 2)
  assert.ok(marked.every((user) => /^\p{Script=Han}/u.test(user.user_name)))
})

test('both activation types, every state, every enterprise project and group occur', () => {
  const values = (of: (user: (typeof users)[number]) => unknown) => new Set(users.map(of)).size
  assert.equal(
    values((user) => user.active_type),
    2,
  )
  assert.equal(
    values((user) => user.disabled),
    2,
  )
  assert.equal(
    values((user) => user.locked),
    2,
  )
  assert.equal(
    values((user) => user.share_space_subscription),
    2,
  )
  assert.equal(
    values((user) => user.account_expires === null),
    2,
  )
  assert.equal(
    values((user) => user.enterpriseProject),
    SIZES.enterpriseProjects,
  )
  assert.equal(new Set(users.flatMap((user) => user.groups)).size, SIZES.groups)
  assert.deepEqual(new Set(users.map((user) => user.groups.length)), new Set([0, 1, 2]))
})
