import assert from 'node:assert/strict'
import { after, test } from 'node:test'

import Fastify from 'fastify'
import { type TSchema, Type } from 'typebox'

import type { ApiError } from '../errors.ts'
import { Enum, Language, RULE } from './schemas.ts'
import { validateBySchema } from './validation.ts'

const app = Fastify()
validateBySchema(app)
app.setErrorHandler((error: ApiError, _request, reply) => reply.code(error.status).send(error.message))

const Name = Type.String({ minLength: 1, maxLength: 20, pattern: '^[a-z]*$', [RULE]: '1-20 small letters' })
const Password = Type.String({ minLength: 8, maxLength: 32, writeOnly: true })

const Body = Type.Object({
  user_name: Type.Optional(Name),
  description: Type.Optional(Type.String({ maxLength: 255 })),
  free: Type.Optional(Type.String()),
  active_type: Enum(['USER_ACTIVATE', 'ALL'], { default: 'USER_ACTIVATE' }),
  flag: Type.Optional(Type.Boolean()),
  count: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  many: Type.Optional(Type.Integer({ minimum: 0 })),
  names: Type.Optional(Type.Array(Name, { maxItems: 2 })),
  ids: Type.Optional(Type.Array(Type.String(), { minItems: 1, maxItems: 3, uniqueItems: true })),
  any: Type.Optional(Type.Array(Type.String())),
  password: Type.Optional(Password),
  users: Type.Optional(
    Type.Array(Type.Object({ name: Type.String(), password: Type.Optional(Password) }), { maxItems: 2 }),
  ),
  identity: Type.Optional(Type.Object({ password: Type.Object({ password: Password }) })),
})

const Localised = Type.Object({ language: Language })

const Query = Type.Object({
  limit: Type.Integer({ minimum: 0, maximum: 2000, default: 2000 }),
  names: Type.Optional(Type.Array(Type.String({ maxLength: 3 }), { maxItems: 2 })),
  flag: Type.Optional(Type.Boolean()),
  status: Type.Optional(Enum(['SUCCESS', 'FAIL'])),
})

const route = (url: string, schema: Record<string, TSchema>) =>
  app.route({
    method: 'POST',
    url,
    schema,
    handler: async ({ body, query }) => ({ body, query }),
  })
route('/body', { body: Body })
route('/localised', { body: Localised })
route('/query', { querystring: Query })
await app.ready()
after(() => app.close())

async function check(url: string, body: object = {}): Promise<{ status: number; text: string }> {
  const answer = await app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify(body),
  })
  return { status: answer.statusCode, text: answer.body }
}

async function accepted(url: string, body: object = {}): Promise<{ body: object; query: object }> {
  const { status, text } = await check(url, body)
  assert.equal(status, 200, text)
  return JSON.parse(text) as { body: object; query: object }
}

test('a fault names the field, what was received and what is allowed', async () => {
  const table: [object, string][] = [
    [{ user_name: 'A1' }, '`user_name` received "A1" (2 characters), allowed: 1-20 small letters'],
    [{ user_name: '' }, '`user_name` received "" (0 characters), allowed: 1-20 small letters'],
    [{ user_name: 7 }, '`user_name` received 7, allowed: 1-20 small letters'],
    [{ user_name: null }, '`user_name` received null, allowed: 1-20 small letters'],
    [{ free: 1 }, '`free` received 1, allowed: text'],
    [
      { description: 'é'.repeat(256) },
      `\`description\` received "${'é'.repeat(63)}… (256 characters), allowed: text of 0-255 characters`,
    ],
    [{ description: [] }, '`description` received an array of 0, allowed: text of 0-255 characters'],
    [{ active_type: 'NONE' }, '`active_type` received "NONE" (4 characters), allowed: USER_ACTIVATE, ALL'],
    [{ active_type: 1 }, '`active_type` received 1, allowed: USER_ACTIVATE, ALL'],
    [
      { active_type: 'USER-ACTIVATE' },
      'received "USER-ACTIVATE" (13 characters), allowed: USER_ACTIVATE, ALL',
    ],
    [{ flag: 'true' }, '`flag` received "true" (4 characters), allowed: true or false'],
    [{ flag: 1 }, '`flag` received 1, allowed: true or false'],
    [{ count: 0 }, '`count` received 0, allowed: a whole number from 1 to 100'],
    [{ count: 1.5 }, '`count` received 1.5, allowed: a whole number from 1 to 100'],
    [{ many: -1 }, '`many` received -1, allowed: a whole number from 0'],
    [{ names: 'a' }, '`names` received "a" (1 characters), allowed: an array of 0-2 items'],
    [{ names: ['a', 'b', 'c'] }, '`names` received an array of more than 2, allowed: an array of 0-2 items'],
    [{ names: ['a', 'B'] }, '`names/1` received "B" (1 characters), allowed: 1-20 small letters'],
    [{ ids: ['a', 'a'] }, '`ids` received an array of 2, allowed: an array of 1-3 different items'],
    [{ ids: [] }, '`ids` received an array of 0, allowed: an array of 1-3 different items'],
    [{ any: { a: 1 } }, '`any` received {"a":1}, allowed: an array'],
    [{ users: [{}] }, '`users/0/name` is missing'],
    [{ description: 'a\0' }, '`description` contains the character U+0000'],
  ]
  for (const [body, message] of table) {
    const { status, text } = await check('/body', body)
    assert.equal(status, 400, JSON.stringify(body))
    assert.ok(text.startsWith('The parameter is invalid: ') && text.endsWith(message), text)
  }
})

test('all faults are told, each field once', async () => {
  const { text } = await check('/body', { user_name: 'A'.repeat(30), flag: 2, users: [{}, { name: 1 }] })
  assert.deepEqual(text.match(/`[\w/]+`/g)?.toSorted(), [
    '`flag`',
    '`user_name`',
    '`users/0/name`',
    '`users/1/name`',
  ])
})

test('a long value is cut between characters', async () => {
  const { text } = await check('/body', { user_name: '😀'.repeat(100) })
  assert.ok(text.isWellFormed() && text.includes(`"${'😀'.repeat(63)}… (100 characters)`), text)
})

test('a secret is not shown, whatever is wrong with it or with what it lies in', async () => {
  const secret = 'hunter2'
  for (const body of [
    { password: secret },
    { password: [secret] },
    { users: { name: 'a', password: secret } },
    { users: [{ name: 'a', password: secret }] },
    { users: secret },
    { users: [secret] },
    { identity: { password: secret } },
    { identity: secret },
  ]) {
    const { status, text } = await check('/body', body)
    assert.equal(status, 400)
    assert.ok(!text.includes(secret), text)
  }
})

test('enumerations take any case and go on in their own; languages take a hyphen as well', async () => {
  for (const given of ['ALL', 'all', 'aLL']) {
    assert.deepEqual((await accepted('/body', { active_type: given })).body, { active_type: 'ALL' })
  }
  for (const given of ['zh_CN', 'zh-CN', 'zh-cn', 'ZH_cn']) {
    assert.deepEqual((await accepted('/localised', { language: given })).body, { language: 'zh_CN' })
  }
  const { text } = await check('/localised', { language: 'fr' })
  assert.match(text, /`language` received "fr" \(2 characters\), allowed: en_US, zh_CN$/)
})

test('defaults are filled in, and unknown fields go no further', async () => {
  const { body } = await accepted('/body', { newer: 1, users: [{ name: 'a', newer: 2 }] })
  assert.deepEqual(body, { active_type: 'USER_ACTIVATE', users: [{ name: 'a' }] })
})

test('a query is text: its numbers, flags and repeated keys are read from it', async () => {
  const table: [string, object][] = [
    ['', { limit: 2000 }],
    ['limit=5&offset=9', { limit: 5 }],
    ['names=a&names=b', { limit: 2000, names: ['a', 'b'] }],
    ['names=a', { limit: 2000, names: ['a'] }],
    ['flag=true&status=success', { limit: 2000, flag: true, status: 'SUCCESS' }],
    ['flag=false', { limit: 2000, flag: false }],
  ]
  for (const [query, read] of table) assert.deepEqual((await accepted(`/query?${query}`)).query, read)
})

test('what a query says wrongly is told as it was received', async () => {
  const table: [string, string][] = [
    ['limit=ten', '`limit` received "ten" (3 characters), allowed: a whole number from 0 to 2000'],
    ['limit=-1', '`limit` received -1, allowed: a whole number from 0 to 2000'],
    ['limit=1.5', '`limit` received "1.5" (3 characters), allowed: a whole number from 0 to 2000'],
    ['flag=yes', '`flag` received "yes" (3 characters), allowed: true or false'],
    ['names=abcd', '`names/0` received "abcd" (4 characters), allowed: text of 0-3 characters'],
    ['names=a&names=b&names=c', '`names` received an array of more than 2, allowed: an array of 0-2 items'],
    ['status=new', '`status` received "new" (3 characters), allowed: SUCCESS, FAIL'],
  ]
  for (const [query, message] of table) {
    const { status, text } = await check(`/query?${query}`)
    assert.equal(status, 400, query)
    assert.ok(text.endsWith(message), text)
  }
})
