import assert from 'node:assert/strict'
import { test } from 'node:test'

import { operations } from './app.ts'
import { actions } from './iam/policy/actions.ts'

/** For whom it suffices to be somebody: nothing of the account is shown or changed. */
const WITHOUT_PERMISSION = new Set<string>([])

test('every operation that is not for everybody declares the permission that it needs', () => {
  for (const { id, access, action } of operations) {
    if (access === 'public' || WITHOUT_PERMISSION.has(id)) continue
    assert.ok(action !== undefined && action in actions, `${id} has no action of the table`)
  }
})

test('no two operations have the same name, or the same method and path', () => {
  const names = operations.map(({ id }) => id)
  const places = operations.map(({ method, url }) => `${String(method)} ${url}`)
  assert.equal(new Set(names).size, names.length)
  assert.equal(new Set(places).size, places.length)
})
