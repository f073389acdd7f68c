import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { exportedNames } from '../support/exports.ts'
import { createUsers } from '../support/users.ts'

// Lower-cased user name in code-point order, in lists and in workbooks alike (contract, conventions).
const muster = await startMuster()
const ordered = ['1st', 'a-b', 'a.b', 'A_b', 'aa', 'AB', 'b', 'Z', 'zz', 'Ä', 'ø', 'Ω', 'я', '中', 'ｚ', '𠀀']
await createUsers(
  muster,
  ordered.toReversed().map((user_name) => ({ user_name })),
)

void test('the list is in code-point order of the lower-cased names', async () => {
  const answer = await muster.call('GET /v2/{p}/users')
  const { users } = answer.json<{ users: { user_name: string }[] }>()
  assert.deepEqual(
    users.map(({ user_name }) => user_name),
    ordered,
  )
})

void test('the workbook is in the same order', async () => {
  assert.deepEqual(await exportedNames(muster, {}), ordered)
})
