import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import { checkAnswer } from '../support/answer-rules.ts'
import { sendBytes } from '../support/raw-socket.ts'
import { checkScenario } from '../support/scenarios.ts'

// What fails before a route is found has the same form and the header (contract, errors.md).
const muster = await startMuster({ MUSTER_ROLE: 'api' })

const KB = 1024
const line = (length: number) =>
  `GET /${'x'.repeat(length - 1)} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`
const headers = (length: number, name = 'X-Filler') =>
  `GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${name}: ${'x'.repeat(length)}\r\n\r\n`
const many = (count: number) =>
  `GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${Array.from({ length: count }, (_, index) => `X-${index}: ${'x'.repeat(90)}\r\n`).join('')}\r\n`

const table: readonly [rule: string, bytes: string, status: number, code: string][] = [
  ['a URI of 32 KB is looked up', line(32 * KB), 404, 'APIGW.0101'],
  ['a URI of a byte more', line(32 * KB + 1), 414, 'APIGW.0201'],
  ['a URI of 100 KB', line(100 * KB), 414, 'APIGW.0201'],
  ['a URI of 500 KB', line(500 * KB), 414, 'APIGW.0201'],
  ['headers of 127 KB are read', headers(127 * KB), 404, 'APIGW.0101'],
  ['a header of 129 KB', headers(129 * KB), 431, 'APIGW.0201'],
  ['many headers of 129 KB together', many(1350), 431, 'APIGW.0201'],
  ['a header of 500 KB', headers(500 * KB), 431, 'APIGW.0201'],
  ['a header of 4 MB', headers(4 * KB * KB), 431, 'APIGW.0201'],
  ['a credential of 129 KB', headers(129 * KB, 'X-Auth-Token'), 431, 'APIGW.0201'],
  ['no HTTP at all', 'hello\r\n\r\n', 400, 'WKS.00139901'],
  ['TLS on a plain port', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400, 'WKS.00139901'],
  ['an unknown method', 'FETCH / HTTP/1.1\r\nHost: a\r\n\r\n', 400, 'WKS.00139901'],
  ['another version', 'GET / HTTP/9.9\r\nHost: a\r\n\r\n', 400, 'WKS.00139901'],
  ['no host', 'GET /nothing HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'WKS.00139901'],
  [
    'an expectation that nobody knows',
    'GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: x\r\n\r\n',
    404,
    'APIGW.0101',
  ],
  [
    'an upgrade to what is not offered',
    'GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: upgrade, close\r\nUpgrade: websocket\r\n\r\n',
    404,
    'APIGW.0101',
  ],
  [
    'a target in absolute form',
    'GET http://a/nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    404,
    'APIGW.0101',
  ],
  [
    'a target that is no path',
    'OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    404,
    'APIGW.0101',
  ],
  ['a control character in a header', 'GET / HTTP/1.1\r\nHost: a\r\nX: a\x01b\r\n\r\n', 400, 'WKS.00139901'],
  ['a blank in a header’s name', 'GET / HTTP/1.1\r\nHost: a\r\nX y: z\r\n\r\n', 400, 'WKS.00139901'],
  ['a length that is none', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n', 400, 'WKS.00139901'],
  [
    'two lengths',
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
    400,
    'WKS.00139901',
  ],
  [
    'a length and chunks, as smugglers send them',
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
    'WKS.00139901',
  ],
  [
    'a chunk without a size',
    'POST /v3/p/users/export HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    400,
    'WKS.00139901',
  ],
]
for (const [rule, bytes, status, code] of table) {
  void test(rule, async () => {
    const answer = await sendBytes(muster.url, bytes)
    checkAnswer(answer, { method: 'GET', target: '/' })
    checkScenario(answer, { status, code })
    assert.equal(Number(answer.headers['content-length']), answer.bytes.length)
  })
}

void test('a body longer than 12 MB in chunks is too large', async () => {
  const chunk = `100000\r\n${'x'.repeat(0x10_0000)}\r\n`
  const answer = await sendBytes(
    muster.url,
    `POST /v3/${muster.project}/users/export HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(13)}0\r\n\r\n`,
  )
  checkAnswer(answer, { method: 'POST', target: '/' })
  checkScenario(answer, { status: 413, code: 'APIGW.0201' })
})

void test('a stated length over 12 MB is refused before the body is there', async () => {
  const answer = await sendBytes(
    muster.url,
    `POST /v3/${muster.project}/users/export HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 99999999999\r\n\r\n`,
  )
  checkAnswer(answer, { method: 'POST', target: '/' })
  checkScenario(answer, { status: 413, code: 'APIGW.0201' })
})

void test('the server still answers', async () => {
  assert.equal((await muster.call('GET /v2/{p}/users')).status, 200)
})
