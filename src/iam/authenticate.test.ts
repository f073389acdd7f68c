import assert from 'node:assert/strict'
import { test } from 'node:test'

import { openTestDirectory } from '../../test/support/directory.ts'
import { credentials, testSettings } from '../../test/support/settings.ts'
import { ApiError } from '../errors.ts'
import { type SignedRequest, authenticate } from './authenticate.ts'
import { loadMasterKey } from './master-key.ts'
import { signRequest } from './signature/sign.ts'
import { issueToken } from './token.ts'

const { database } = await openTestDirectory()
const settings = testSettings({ dataDir: '/nowhere' })
const masterKey = await loadMasterKey(settings.MUSTER_MASTER_KEY, '/nowhere')
const admin = await database.selectFrom('iam_users').selectAll().executeTakeFirstOrThrow()
const { token } = await issueToken(database, {
  accountId: admin.account_id,
  userId: admin.id,
  projectId: null,
  methods: ['password'],
})

const target = '/v2/p/users?limit=1'

function request(headers: Record<string, string>): SignedRequest {
  return {
    method: 'GET',
    rawTarget: target,
    headers: { host: 'muster', ...headers },
    body: Buffer.alloc(0),
    remoteAddress: '192.0.2.1',
  }
}

function signed(secretKey = credentials.secret_key, accessKey = credentials.access_key, date = new Date()) {
  const url = new URL(target, 'http://muster')
  return signRequest(
    { method: 'GET', url, headers: { host: 'muster' }, body: '' },
    { accessKey, secretKey },
    { date },
  )
}

const caller = (headers: Record<string, string>) => authenticate(request(headers), { database, masterKey })

const refusal = async (headers: Record<string, string>): Promise<string> => {
  try {
    await caller(headers)
  } catch (error) {
    assert.ok(error instanceof ApiError && error.status === 401 && error.code === 'APIGW.0301')
    return error.message.replace('Incorrect IAM authentication information: ', '')
  }
  return 'none'
}

test('a signature and a token each tell who is calling', async () => {
  assert.equal((await caller(signed())).accessKey, credentials.access_key)
  const byToken = await caller({ 'x-auth-token': token })
  assert.deepEqual([byToken.userId, byToken.accessKey], [admin.id, null])
})

test('where both are sent the signature counts, right or wrong', async () => {
  assert.equal((await caller({ ...signed(), 'x-auth-token': 'wrong' })).accessKey, credentials.access_key)
  assert.match(await refusal({ ...signed('wrong'), 'x-auth-token': token }), /^verify aksk signature fail/)
  assert.match(
    await refusal({ authorization: 'Basic eA==', 'x-auth-token': token }),
    /^verify aksk signature fail/,
  )
})

test('without either the answer says that there is none', async () => {
  for (const headers of [{}, { 'x-auth-token': '' }]) {
    assert.equal(await refusal(headers), 'x-auth-token not found')
  }
})

test('each way in which a signature does not hold is told', async () => {
  const hourAgo = new Date(Date.now() - 3_600_000)
  const { authorization = '', 'x-sdk-date': date = '' } = lowerCased(signed())
  const table: [Record<string, string>, RegExp][] = [
    [signed('wrong'), /^verify aksk signature fail, canonicalRequest:GET\|\/v2\/p\/users\/\|limit=1\|/],
    [signed('any', 'UNKNOWNKEY0000000001'), /^ak UNKNOWNKEY0000000001 not exist$/],
    [
      signed(credentials.secret_key, credentials.access_key, hourAgo),
      /^calc aksk signature fail:signature expired, signature time:\d{8}T\d{6}Z,server time:\d{8}T\d{6}Z$/,
    ],
    [{ authorization }, /x-sdk-date/i],
    [{ authorization, 'x-sdk-date': date.slice(0, 8) }, /not of the form yyyyMMddTHHmmssZ/],
    [
      { authorization: authorization.replace('SDK-HMAC-SHA256', 'SDK-HMAC-MD5'), 'x-sdk-date': date },
      /unknown algorithm SDK-HMAC-MD5/,
    ],
    [
      { authorization, 'x-sdk-date': date, 'x-sdk-content-sha256': 'f'.repeat(64) },
      /the body's hash is e3b0c442\w+, but the header says f{64}/,
    ],
  ]
  for (const [headers, words] of table) assert.match(await refusal(lowerCased(headers)), words)
})

test('a secret that cannot be opened is our fault, not the caller’s', async () => {
  const other = await loadMasterKey(Buffer.alloc(32, 9).toString('base64'), '/nowhere')
  await assert.rejects(
    authenticate(request(signed()), { database, masterKey: other }),
    (error) => !(error instanceof ApiError),
  )
})

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
