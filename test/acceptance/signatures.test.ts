import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import type { WireRequest } from '../support/http.ts'
import { type Scenario, checkScenario, scenarios } from '../support/scenarios.ts'
import { forgetFailures } from '../support/signature-states.ts'
import { credentials } from '../support/settings.ts'
import { type Who, admin, nobody, signedBefore, signedBy } from '../support/who.ts'

// What a signature vouches for, and how a wrong one is refused (contract, iam.md section 1 and errors.md).
const muster = await startMuster({ MUSTER_ROLE: 'api' })
beforeEach(() => forgetFailures(muster))

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000)
const get: Pick<Scenario, 'request' | 'status'> = { request: 'GET /v2/{p}/users?limit=1', status: 200 }
const refused = (rule: string, who: Who, ...contains: (string | RegExp)[]): Scenario => ({
  rule,
  request: 'GET /v2/{p}/users?limit=1',
  who,
  status: 401,
  code: 'APIGW.0301',
  contains: [/^Incorrect IAM authentication information: /, ...contains],
  lacks: [credentials.secret_key],
})

const EXPIRED =
  /calc aksk signature fail:signature expired, signature time:\d{8}T\d{6}Z,server time:\d{8}T\d{6}Z$/
const WRONG = 'verify aksk signature fail, canonicalRequest:GET|/v2/'
scenarios(muster, [
  { rule: 'a signature of now', ...get },
  { rule: 'a signature 890 s old', ...get, who: signedBy(credentials, { date: ago(890) }) },
  { rule: 'a signature 890 s ahead', ...get, who: signedBy(credentials, { date: ago(-890) }) },
  refused('a signature 910 s old', signedBy(credentials, { date: ago(910) }), EXPIRED),
  refused('a signature 910 s ahead', signedBy(credentials, { date: ago(-910) }), EXPIRED),
  refused('no credentials', nobody, 'x-auth-token not found'),
  refused(
    'an unknown AK',
    signedBy({ access_key: 'NOBODYSKEY', secret_key: 'x' }),
    'ak NOBODYSKEY not exist',
  ),
  refused(
    'an AK in another case',
    signedBy({ ...credentials, access_key: credentials.access_key.toLowerCase() }),
    'not exist',
  ),
  refused('another SK', signedBy({ ...credentials, secret_key: 'x' }), WRONG),
  refused('another scheme', () => ({ authorization: 'Bearer abc' }), 'Bearer'),
  refused('an empty scheme', () => ({ authorization: 'Basic' })),
  refused('half a header', () => ({ authorization: 'SDK-HMAC-SHA256 Access=x' })),
  refused('a signature without its date', (wire, endpoint) => ({
    authorization: admin(wire, endpoint)['authorization'] ?? '',
  })),
  refused('a signature in upper case', (wire, endpoint) => {
    const headers = admin(wire, endpoint)
    return {
      ...headers,
      authorization: headers['authorization']?.replace(/[0-9a-f]{64}$/, (hex) => hex.toUpperCase()) ?? '',
    }
  }),
])

const changed: readonly [rule: string, change: (wire: WireRequest) => WireRequest][] = [
  ['method', (wire) => ({ ...wire, method: 'PUT' })],
  ['path', (wire) => ({ ...wire, target: wire.target.replace('/users', '/users2') })],
  ['query', (wire) => ({ ...wire, target: `${wire.target}?dry=1` })],
  ['body', (wire) => ({ ...wire, body: Buffer.from('{"user_name":"b"}') })],
  ['white space of the body', (wire) => ({ ...wire, body: Buffer.from('{"user_name": "a"}') })],
  ['content type', (wire) => ({ ...wire, headers: { ...wire.headers, 'content-type': 'text/plain' } })],
  ['signed header', (wire) => ({ ...wire, headers: { ...wire.headers, 'x-idempotency-key': 'other' } })],
]
for (const [rule, change] of changed) {
  void test(`another ${rule} than was signed`, async () => {
    const answer = await muster.call('POST /v3/{p}/users/export', {
      who: signedBefore(change),
      body: '{"user_name":"a"}',
      headers: { 'x-idempotency-key': 'signed' },
    })
    checkScenario(answer, {
      status: 401,
      code: 'APIGW.0301',
      contains: [/verify aksk signature fail, canonicalRequest:POST\|/],
      lacks: [credentials.secret_key],
    })
  })
}

void test('nothing was done by any of them', async () => {
  const tasks = await muster.call('GET /v2/{p}/export-tasks')
  assert.equal(tasks.json<{ count: number }>().count, 0)
})

void test('a header that was not signed may change on the way', async () => {
  const answer = await muster.call('GET /v2/{p}/users', {
    who: signedBefore((wire) => wire),
    headers: { 'accept-language': 'zh' },
  })
  assert.equal(answer.status, 200)
})

scenarios(muster, [
  {
    rule: 'a GET with the signed body {}, as the Node SDK sends it',
    request: 'GET /v2/{p}/users',
    body: '{}',
    status: 200,
  },
  {
    rule: 'a GET with another body than was signed',
    request: 'GET /v2/{p}/users',
    who: signedBefore((wire) => ({ ...wire, body: Buffer.from('{}') })),
    body: '{} ',
    status: 401,
    code: 'APIGW.0301',
  },
  {
    rule: 'a body that is no JSON is signed over its bytes, and then refused for what it is',
    request: 'POST /v3/{p}/users/export',
    body: Buffer.from([0xff, 0xfe, 0x00]),
    status: 400,
    code: 'WKS.00139901',
  },
  {
    rule: 'repeated and odd query parameters',
    request: "GET /v2/{p}/users?user_names=b&user_names=a&user_names=%E4%B8%AD%20~!'()*&description=",
    status: 200,
  },
  {
    rule: 'UNSIGNED-PAYLOAD does not vouch for a JSON body',
    request: 'POST /v3/{p}/users/export',
    headers: { 'x-sdk-content-sha256': 'UNSIGNED-PAYLOAD' },
    body: '{}',
    status: 401,
    code: 'APIGW.0301',
  },
])
