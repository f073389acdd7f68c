import assert from 'node:assert/strict'
import { test } from 'node:test'

import { ApiError } from '../errors.ts'
import { openTestDirectory } from '../../test/support/directory.ts'
import { endTokensOf } from './end-tokens.ts'
import { callerOfToken, issueToken, revokeToken } from './token.ts'

const { database, project } = await openTestDirectory()
const admin = await database.selectFrom('iam_users').selectAll().executeTakeFirstOrThrow()

const issue = (projectId: string | null) =>
  issueToken(database, { accountId: admin.account_id, userId: admin.id, projectId, methods: ['password'] })

const refused = (words: RegExp) => (error: unknown) =>
  error instanceof ApiError &&
  error.status === 401 &&
  error.code === 'APIGW.0301' &&
  words.test(error.message)

test('a token stands for its user and project', async () => {
  const { token, issuedAt, expiresAt } = await issue(project.id)
  assert.match(token, /^[\w-]{43}$/)
  assert.equal(expiresAt.getTime() - issuedAt.getTime(), 24 * 3600 * 1000)
  assert.deepEqual(await callerOfToken(database, token), {
    accountId: admin.account_id,
    accountName: 'acme',
    authorizationMode: 'role_policy',
    userId: admin.id,
    userName: 'admin',
    isAccount: true,
    accessKey: null,
    tokenProjectId: project.id,
  })
  assert.equal((await callerOfToken(database, (await issue(null)).token)).tokenProjectId, null)
})

test('only the hash of a token is kept', async () => {
  const { token } = await issue(null)
  const rows = await database.selectFrom('tokens').select('token_hash').execute()
  assert.ok(rows.every(({ token_hash: hash }) => hash.length === 32))
  assert.ok(!rows.some(({ token_hash: hash }) => hash.includes(token)))
})

test('a token is refused once it has expired, and the answer says when that was', async () => {
  const { token } = await issue(null)
  const expiredAt = new Date(Date.now() - 1)
  await database
    .updateTable('tokens')
    .set({ expires_at: expiredAt })
    .where(
      'issued_at',
      '=',
      (
        await database
          .selectFrom('tokens')
          .select('issued_at')
          .orderBy('issued_at', 'desc')
          .executeTakeFirstOrThrow()
      ).issued_at,
    )
    .execute()
  await assert.rejects(
    callerOfToken(database, token),
    refused(new RegExp(`token expires, expires_at: ${expiredAt.toISOString()}$`)),
  )
})

test('what is no token, and what is nearly one, is refused', async () => {
  const { token } = await issue(null)
  for (const other of ['', 'x', `${token}x`, token.slice(1), token.toLowerCase(), '令牌']) {
    await assert.rejects(callerOfToken(database, other), refused(/decrypt token fail$/), other)
  }
})

const outdated = { status: 401, code: 'APIGW.0307', message: 'The token must be updated.' }

test('when its user changes a token is outdated, and a new one is good', async () => {
  const { token } = await issue(null)
  await endTokensOf(database, [])
  await endTokensOf(database, ['nobody'])
  assert.equal((await callerOfToken(database, token)).userId, admin.id)
  await endTokensOf(database, [admin.id])
  await assert.rejects(callerOfToken(database, token), outdated)
  assert.equal((await callerOfToken(database, (await issue(null)).token)).userId, admin.id)
})

test('a proof from before the change gives no token, at whatever moment the change is made', async () => {
  const { token_generation: generation } = await database
    .selectFrom('iam_users')
    .select('token_generation')
    .where('id', '=', admin.id)
    .executeTakeFirstOrThrow()
  const claim = { accountId: admin.account_id, userId: admin.id, projectId: null, methods: [], generation }
  const issuing = await database.transaction().execute(async (transaction) => {
    await endTokensOf(transaction, [admin.id])
    // Waits for the change to be committed, and then sees it.
    const waiting = assert.rejects(issueToken(database, claim), outdated)
    return { waiting }
  })
  await issuing.waiting
})

test('a revoked token is none', async () => {
  const [{ token }, { token: another }] = [await issue(null), await issue(null)]
  await revokeToken(database, token)
  await revokeToken(database, token)
  await assert.rejects(callerOfToken(database, token), refused(/decrypt token fail$/))
  assert.equal((await callerOfToken(database, another)).userId, admin.id)
})

test('the token of a user who is disabled is refused', async () => {
  const { token } = await issue(null)
  await database.updateTable('iam_users').set({ enabled: false }).execute()
  await assert.rejects(callerOfToken(database, token), refused(/decrypt token fail$/))
})
