import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startMuster } from '../support/acceptance.ts'
import type { OpenApi } from '../support/openapi.ts'
import { type Scenario, scenarios } from '../support/scenarios.ts'
import { nobody } from '../support/who.ts'

// The description in Chinese: the same API, told in other words.
const muster = await startMuster({ MUSTER_ROLE: 'api' })

interface Described extends OpenApi {
  readonly tags: readonly { readonly name: string; readonly 'x-display-name': string }[]
}

const ask = async (query: string, headers: Record<string, string> = {}) =>
  (await muster.call(`GET /openapi.json${query}`, { who: nobody, headers })).json<Described>()

const english = await ask('')
const chinese = await ask('?language=zh_CN')

const refused = (query: string): Scenario => ({
  rule: `${query} is refused`,
  request: `GET /openapi.json?${query}`,
  who: nobody,
  status: 400,
  code: 'WKS.00211102',
  contains: ['`language`', 'en_US, zh_CN'],
})

scenarios(muster, [
  {
    rule: 'the Chinese document is there for everybody',
    request: 'GET /openapi.json?language=zh_CN',
    who: nobody,
    status: 200,
    contains: [
      '"summary":"导出用户到 Excel 文件"',
      '"description":"项目ID"',
      '"x-display-name":"桌面用户"',
      '"summary":"创建永久访问密钥"',
    ],
    answers: { 'content-type': /^application\/json/ },
  },
  refused('language=fr_FR'),
  refused('language='),
  refused('language=zh_CN&language=en_US'),
])

/** Texts that a person reads; a field that is called so has a schema, not a text. */
const isSentence = (name: string, value: unknown): value is string =>
  typeof value === 'string' && ['title', 'summary', 'description', 'x-display-name'].includes(name)

const textsOf = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => (isSentence(name, inner) ? [inner] : textsOf(inner)))
    : []

const withoutTexts = (document: object): unknown =>
  JSON.parse(JSON.stringify(document, (name, value: unknown) => (isSentence(name, value) ? '' : value)))

void test('no sentence is left in English', () => {
  const texts = textsOf(chinese)
  assert.equal(texts.length, textsOf(english).length)
  for (const text of texts) assert.match(text, /\p{Script=Han}/u)
})

void test('all but the sentences is the same', () => {
  assert.notDeepEqual(chinese, english)
  assert.deepEqual(withoutTexts(chinese), withoutTexts(english))
})

void test('the language may be written in any case and with a hyphen', async () => {
  assert.deepEqual(await ask('?language=zh-cn'), chinese)
  assert.deepEqual(await ask('?language=EN_US'), english)
})

void test('only the parameter counts', async () => {
  assert.deepEqual(await ask('', { 'accept-language': 'zh-CN,zh;q=0.9' }), english)
})

void test('a tag keeps its name, and has one to be shown', () => {
  assert.deepEqual(
    english.tags.map((tag) => tag['x-display-name']),
    english.tags.map(({ name }) => name),
  )
  assert.deepEqual(
    chinese.tags.map((tag) => [tag.name, tag['x-display-name']]),
    [
      ['Users', '桌面用户'],
      ['User groups', '用户组'],
      ['Export tasks', '导出任务'],
      ['Audit', '审计'],
      ['Identity', '统一身份认证'],
    ],
  )
})
