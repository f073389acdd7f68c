import assert from 'node:assert/strict'
import { scryptSync } from 'node:crypto'
import { test } from 'node:test'

import { openTestDirectory } from '../../test/support/directory.ts'
import { ApiError } from '../errors.ts'
import { type PasswordClaim, signIn } from './sign-in.ts'

const { database, project } = await openTestDirectory()
// A cheap hash: what a password costs is the subject of password.test.ts.
const password = 'secret'
const hash = scryptSync(password, 'salt', 32, { N: 2, r: 8, p: 1 }).toString('base64')
const stored = `scrypt$2$${Buffer.from('salt').toString('base64')}$${hash}`
await database.updateTable('iam_users').set({ password_hash: stored }).execute()
const admin = await database.selectFrom('iam_users').selectAll().executeTakeFirstOrThrow()

// Another account with a user of the same name, and one who is disabled.
await database.insertInto('accounts').values({ id: 'globex-id', name: 'globex' }).execute()
await database
  .insertInto('iam_users')
  .values([
    { id: 'other', account_id: 'globex-id', name: 'admin', password_hash: stored },
    { id: 'gone', account_id: 'globex-id', name: 'gone', password_hash: stored, enabled: false },
  ])
  .execute()

test('a user is found by ID, or by name in an account that is named by ID or name', async () => {
  const claims: [Omit<PasswordClaim, 'password'>, string][] = [
    [{ id: admin.id }, admin.id],
    [{ name: 'admin', domain: { id: project.accountId } }, admin.id],
    [{ name: 'admin', domain: { name: 'acme' } }, admin.id],
    [{ name: 'admin', domain: { name: 'globex' } }, 'other'],
  ]
  for (const [claim, id] of claims) {
    const { caller } = await signIn(database, { ...claim, password })
    assert.equal(caller.userId, id)
    assert.equal(caller.isAccount, id === admin.id)
    assert.deepEqual([caller.accessKey, caller.tokenProjectId], [null, null])
  }
})

test('every failure answers the same', async () => {
  const claims: PasswordClaim[] = [
    { id: admin.id, password: 'Secret' },
    { id: admin.id, password: '' },
    { id: 'gone', password },
    { id: 'nobody', password },
    { name: 'admin', password },
    { name: 'admin', domain: {}, password },
    { name: 'nobody', domain: { name: 'acme' }, password },
    { name: 'admin', domain: { name: 'nowhere' }, password },
    { password },
  ]
  await Promise.all(
    claims.map((claim) =>
      assert.rejects(
        signIn(database, claim),
        (error: unknown) =>
          error instanceof ApiError &&
          error.status === 401 &&
          error.message === 'The username or password is wrong.',
        JSON.stringify(claim),
      ),
    ),
  )
})
