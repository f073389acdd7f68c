import assert from 'node:assert/strict'
import { test } from 'node:test'

import { openTestDirectory } from '../../test/support/directory.ts'
import { findAccessKey, newAccessKey, newSecretKey, storeAccessKey } from './access-key.ts'
import { MasterKey } from './master-key.ts'

const { database } = await openTestDirectory()
const admin = await database.selectFrom('iam_users').selectAll().executeTakeFirstOrThrow()
const masterKey = new MasterKey(Buffer.alloc(32, 1))

test('keys have the vendor’s lengths and letters, and none comes twice', () => {
  const accessKeys = Array.from({ length: 200 }, newAccessKey)
  const secretKeys = Array.from({ length: 200 }, newSecretKey)
  for (const key of accessKeys) assert.match(key, /^[A-Z0-9]{20}$/)
  for (const key of secretKeys) assert.match(key, /^[\w-]{40}$/)
  assert.equal(new Set([...accessKeys, ...secretKeys]).size, 400)
})

test('a stored key is its user’s; its secret is sealed, and opens for this key only', async () => {
  const secretKey = newSecretKey()
  const accessKey = newAccessKey()
  await storeAccessKey(database, masterKey, {
    accessKey,
    secretKey,
    accountId: admin.account_id,
    userId: admin.id,
  })
  const found = await findAccessKey(database, accessKey)
  assert.ok(found)
  assert.deepEqual(found.caller, {
    accountId: admin.account_id,
    accountName: 'acme',
    authorizationMode: 'role_policy',
    userId: admin.id,
    userName: 'admin',
    isAccount: true,
    accessKey,
    tokenProjectId: null,
  })
  assert.ok(!found.sealedSecretKey.includes(secretKey))
  assert.equal(masterKey.open(found.sealedSecretKey, accessKey), secretKey)
  assert.throws(() => masterKey.open(found.sealedSecretKey, newAccessKey()))
})

test('a key is nobody’s when it is unknown, written in another case, or disabled, or its user is', async () => {
  const accessKey = newAccessKey()
  await storeAccessKey(database, masterKey, {
    accessKey,
    secretKey: 'x',
    accountId: admin.account_id,
    userId: admin.id,
  })
  assert.ok(await findAccessKey(database, accessKey))
  assert.equal(await findAccessKey(database, newAccessKey()), undefined)
  assert.equal(await findAccessKey(database, accessKey.toLowerCase()), undefined)

  const setKey = (enabled: boolean) => database.updateTable('access_keys').set({ enabled }).execute()
  await setKey(false)
  assert.equal(await findAccessKey(database, accessKey), undefined)
  await setKey(true)
  await database.updateTable('iam_users').set({ enabled: false }).execute()
  assert.equal(await findAccessKey(database, accessKey), undefined)
})
