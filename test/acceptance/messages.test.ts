import { startMuster } from '../support/acceptance.ts'
import { type Scenario, scenarios } from '../support/scenarios.ts'
import { nobody } from '../support/who.ts'

// What a request body may be (contract, conventions and errors.md).
const muster = await startMuster({ MUSTER_ROLE: 'api' })

const EXPORT = 'POST /v3/{p}/users/export'
const MB = 1024 * 1024

const noMessage = (rule: string, body: string | Buffer, ...contains: string[]): Scenario => ({
  rule,
  request: EXPORT,
  body,
  status: 400,
  code: 'WKS.00139901',
  contains: [/^The request message is invalid: /, ...contains],
})

const unstorable = (rule: string, body: string, ...contains: string[]): Scenario => ({
  rule,
  request: EXPORT,
  body,
  status: 400,
  code: 'WKS.00211102',
  contains,
})

const ofType = (type: string): Scenario => ({
  rule: type === '' ? 'a body without Content-Type' : `Content-Type: ${type}`,
  request: EXPORT,
  headers: { 'content-type': type },
  body: '{"user_name":"a"}',
  status: 200,
})

scenarios(muster, [
  noMessage('not JSON', 'user_name=a', 'not JSON'),
  noMessage('half of JSON', '{"user_name":"a"', 'not JSON'),
  noMessage('two objects', '{}{}'),
  noMessage('a comment', '{/**/}'),
  noMessage('white space alone', '  \n'),
  noMessage('a byte order mark and garbage', '\uFEFF{'),
  noMessage('an array', '[{}]', 'JSON object'),
  noMessage('a text', '"{}"', 'JSON object'),
  noMessage('a number', '5', 'JSON object'),
  noMessage('null', 'null', 'JSON object'),
  noMessage('not UTF-8', Buffer.from('{"user_name":"\xff"}', 'latin1'), 'UTF-8'),
  noMessage(
    'a surrogate in UTF-8',
    Buffer.from([0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d]),
    'UTF-8',
  ),
  noMessage('a million brackets', '['.repeat(MB)),

  unstorable('U+0000 in a text', String.raw`{"description":"a\u0000b"}`, '`description`', 'U+0000'),
  unstorable(
    'half a surrogate pair, first',
    String.raw`{"description":"\ud83d"}`,
    '`description`',
    'surrogate',
  ),
  unstorable(
    'half a surrogate pair, last',
    String.raw`{"description":"\ude00x"}`,
    '`description`',
    'surrogate',
  ),
  unstorable('a pair the wrong way round', String.raw`{"description":"\ude00\ud83d"}`, '`description`'),
  unstorable('U+0000 in an array', String.raw`{"user_names":["a","\u0000"]}`, '`user_names/1`', 'U+0000'),
  unstorable('U+0000 in an unknown field', String.raw`{"x":{"y":["\u0000"]}}`, '`x/y/0`'),
  unstorable('U+0000 in a name', String.raw`{"a\u0000":1}`, 'name'),
  unstorable('an object nested ten thousand deep', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, 'deep'),
  {
    rule: 'a whole surrogate pair is a character',
    request: EXPORT,
    body: String.raw`{"description":"\ud83d\ude00"}`,
    status: 200,
  },

  ...[
    'application/json',
    'application/json;charset=utf-8',
    'application/json; charset=UTF-8',
    'APPLICATION/JSON',
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/octet-stream',
    'nonsense',
    '',
  ].map(ofType),
  ...['application/json', 'application/json;charset=utf-8', ''].map((type) => ({
    rule: `a GET without a body and ${type === '' ? 'without Content-Type' : `Content-Type: ${type}`}`,
    request: 'GET /v2/{p}/export-tasks',
    headers: { 'content-type': type },
    status: 200,
  })),

  {
    rule: 'a body of 12 MB is read',
    request: EXPORT,
    body: `{"x":"${'x'.repeat(12 * MB - 8)}"}`,
    status: 200,
  },
  {
    rule: 'a byte more is too large',
    request: EXPORT,
    body: `{"x":"${'x'.repeat(12 * MB - 7)}"}`,
    status: 413,
    code: 'APIGW.0201',
    contains: ['Request entity too large.'],
  },
  {
    rule: 'a body of 12 MB of wrong items is refused in few words',
    request: 'POST /v2/{p}/export-tasks/batch-delete',
    body: `{"task_ids":[${'0,'.repeat(6 * MB - 10)}0]}`,
    status: 400,
    code: 'WKS.00211102',
    contains: ['more than 200'],
  },
  {
    rule: 'and so it is where anybody may send one',
    request: 'POST /v3/auth/tokens',
    who: nobody,
    body: `{"auth":{"identity":{"methods":[${'0,'.repeat(6 * MB - 100)}0]}}}`,
    status: 400,
    contains: ['auth/identity/methods'],
  },
  {
    rule: 'a body of 12 MB of texts that cannot be stored is refused in few words',
    request: 'POST /v3/auth/tokens',
    who: nobody,
    body: `{"x":[${'"\\u0000",'.repeat(MB)}0]}`,
    status: 400,
    contains: ['`x/0` contains the character U+0000'],
  },
  { rule: 'the server still answers', request: 'GET /v2/{p}/users', status: 200 },
])
