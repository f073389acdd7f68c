import assert from 'node:assert/strict'
import { test } from 'node:test'

import { openTestDirectory } from '../../test/support/directory.ts'
import { forAccount } from '../database/scope.ts'
import { MasterKey } from './master-key.ts'
import { sweepCredentials } from './sweep.ts'
import { createTemporaryKey } from './temporary-key.ts'
import { issueToken } from './token.ts'

const { database, pool } = await openTestDirectory()
const { id: userId, account_id: accountId } = await database
  .selectFrom('iam_users')
  .selectAll()
  .executeTakeFirstOrThrow()
const masterKey = new MasterKey(Buffer.alloc(32, 1))

test('tokens and temporary keys go a day after they expired; permanent keys stay', async () => {
  const day = 24 * 3600
  for (const expiredFor of [day + 60, day - 60, -60]) {
    await issueToken(database, {
      accountId,
      userId,
      projectId: null,
      methods: ['password'],
      notAfter: new Date(Date.now() - expiredFor * 1000),
    })
    await createTemporaryKey(database, masterKey, { accountId, userId, seconds: -expiredFor })
  }
  await sweepCredentials(forAccount(pool, accountId))
  const states = (rows: { expires_at: Date | null }[]) =>
    rows
      .map(({ expires_at: at }) =>
        at === null ? 'permanent' : at.getTime() < Date.now() ? 'expired' : 'good',
      )
      .toSorted((a, b) => (a < b ? -1 : 1))
  const tokens = await database.selectFrom('tokens').select('expires_at').execute()
  assert.deepEqual(states(tokens), ['expired', 'good'])
  const keys = await database.selectFrom('access_keys').select('expires_at').execute()
  assert.deepEqual(states(keys), ['expired', 'good', 'permanent'])
})
