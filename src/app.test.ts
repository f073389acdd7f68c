import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Ajv, type SchemaObject } from 'ajv'

import { operations } from './app.ts'
import { actions } from './iam/policy/actions.ts'

/** What anybody may who is somebody: they tell a caller of himself and of where he may go, or end what is his. */
const OF_ONESELF: ReadonlySet<string> = new Set([
  'KeystoneValidateToken',
  'KeystoneRevokeToken',
  'CreateTemporaryAccessKeyByToken',
  'KeystoneListProjects',
  'KeystoneShowProject',
  'KeystoneListAuthProjects',
  'KeystoneListAuthDomains',
  'KeystoneListRegions',
  'GetCallerIdentity',
  'KeystoneUpdateUserPassword',
])

test('every operation that is not for everybody declares the permission that it needs', () => {
  for (const { id, access, action } of operations) {
    if (access === 'public' || OF_ONESELF.has(id)) continue
    assert.ok(action !== undefined && action in actions, `${id} has no action of the table`)
  }
})

test('no two operations have the same name, or the same method and path', () => {
  const names = operations.map(({ id }) => id)
  const places = operations.map(({ method, url }) => `${String(method)} ${url}`)
  assert.equal(new Set(names).size, names.length)
  assert.equal(new Set(places).size, places.length)
})

test('every schema is one: they are compiled when first needed, without being checked themselves', () => {
  const ajv = new Ajv({ strict: false })
  for (const { id, schema } of operations) {
    const { response, ...request } = schema
    for (const [part, one] of Object.entries({ ...request, ...response })) {
      if (typeof one !== 'object') continue
      assert.equal(ajv.validateSchema(one as SchemaObject), true, `${id}, ${part}: ${ajv.errorsText()}`)
    }
  }
})
