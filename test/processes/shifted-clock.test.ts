/** Known signatures at their own time: a running server whose clock alone is shifted to it (contract, vectors.json). */

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { parseSdkDate } from '../../src/iam/signature/clock.ts'
import { signRequest } from '../../src/iam/signature/sign.ts'
import file from '../iam/vectors.json' with { type: 'json' }
import { type TestDatabase, emptyDatabase } from '../support/database.ts'
import { send } from '../support/http.ts'
import { MusterProcess } from '../support/muster-process.ts'
import { testEnvironment } from '../support/settings.ts'
import { hasFaketime, withClock } from '../support/shifted-clock.ts'
import { type DataDir, temporaryDataDir } from '../support/temporary-data-dir.ts'

const { vectors } = file
const skip = !hasFaketime && 'faketime is not installed'
/** What each comes to once its signature is right; a wrong one would be 401. */
const ANSWERS = {
  'N1-export-users': 200,
  'N4-iam-list-projects': 200,
  'N9-sts-decode': 400,
  'N10-derived-export-users': 200,
} as const

let database: TestDatabase
let dataDir: DataDir
let muster: MusterProcess
let url: string

const vector = (id: string) => {
  const found = vectors.find((one) => one.id === id)
  assert.ok(found)
  return found
}
const date = parseSdkDate(vector('N1-export-users').headers['x-sdk-date'] ?? '') ?? new Date(Number.NaN)

before(async () => {
  if (skip !== false) return
  database = await emptyDatabase()
  dataDir = await temporaryDataDir()
  const { ak, sk } = vector('N1-export-users')
  const environment = testEnvironment(
    { dataDir: dataDir.path, databaseUrl: database.url },
    { MUSTER_ROLE: 'api', MUSTER_ADMIN_ACCESS_KEY: ak, MUSTER_ADMIN_SECRET_KEY: sk },
  )
  muster = new MusterProcess(['serve'], environment, withClock(date))
  url = String((await muster.logged('ready'))['url'])
})
after(async () => {
  await muster?.end('SIGKILL')
  await database?.drop()
  await dataDir?.remove()
})

const sent = (id: string) => {
  const { method, path_on_wire, query_on_wire, headers, authorization, body } = vector(id)
  return {
    method,
    target: query_on_wire === '' ? path_on_wire : `${path_on_wire}?${query_on_wire}`,
    headers: { ...(headers as Record<string, string>), authorization },
    body: Buffer.from(body),
  }
}

for (const [id, status] of Object.entries(ANSWERS)) {
  void test(`${id} is ${status}`, { skip }, async () => {
    const answer = await send(url, sent(id))
    assert.equal(answer.status, status, answer.text)
  })
}

void test('one changed byte of the body is 401', { skip }, async () => {
  const request = sent('N10-derived-export-users')
  const body = Buffer.from(request.body.toString().replace('alice', 'alicf'))
  assert.equal((await send(url, { ...request, body })).status, 401)
})

// The only known signature of this kind is of a path that is not ours; the signer is held against it elsewhere.
void test('SDK-HMAC-SM3 is verified', { skip }, async () => {
  const { ak, sk } = vector('N1-export-users')
  const wire = { method: 'GET', target: '/v3/projects', headers: {}, body: Buffer.alloc(0) }
  const sign = (secretKey: string) =>
    signRequest(
      { ...wire, url: new URL(wire.target, url) },
      { accessKey: ak, secretKey },
      { date, algorithm: 'SDK-HMAC-SM3' },
    )
  assert.equal((await send(url, { ...wire, headers: sign(sk) })).status, 200)
  assert.equal((await send(url, { ...wire, headers: sign('wrong') })).status, 401)
})

void test(
  'a signature of this machine’s own time is refused: the server’s clock is another',
  { skip },
  async () => {
    const { ak, sk } = vector('N1-export-users')
    const wire = { method: 'GET', target: '/v3/projects', headers: {}, body: Buffer.alloc(0) }
    const headers = signRequest(
      { ...wire, url: new URL(wire.target, url) },
      { accessKey: ak, secretKey: sk },
      { date: new Date() },
    )
    const answer = await send(url, { ...wire, headers })
    assert.equal(answer.status, 401)
    assert.match(answer.text, /signature expired/)
  },
)
