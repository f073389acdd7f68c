import assert from 'node:assert/strict'
import { test } from 'node:test'

import Fastify from 'fastify'

import { operations } from '../app.ts'
import { describeApi } from '../http/openapi.ts'
import { routeOf } from '../http/operation.ts'
import { validateBySchema } from '../http/validation.ts'
import { describeIn } from './api-description.ts'
import { mapSentences } from './api/sentences.ts'
import { areas, zh_CN } from './api/zh_CN/index.ts'

// The description needs the operations, and nothing that they work with.
const app = Fastify()
validateBySchema(app)
await describeApi(app)
for (const operation of operations) app.route(routeOf(operation))
await app.ready()
const english: unknown = (await app.inject('/openapi.json')).json()

function sentencesOf(document: unknown): Set<string> {
  const sentences = new Set<string>()
  mapSentences(document, (sentence) => {
    sentences.add(sentence)
    return sentence
  })
  return sentences
}

const sentences = sentencesOf(english)

void test('every sentence of the description has a Chinese one', () => {
  assert.ok(sentences.size > 0)
  const missing = [...sentences].filter((sentence) => !Object.hasOwn(zh_CN, sentence))
  assert.deepEqual(missing, [])
})

void test('every Chinese sentence is that of an English one, and of one place', () => {
  const translated = areas.flatMap((area) => Object.keys(area))
  assert.deepEqual(
    translated.filter((sentence) => !sentences.has(sentence)),
    [],
  )
  assert.equal(new Set(translated).size, translated.length)
})

void test('a Chinese sentence has Han characters, and names the same fields and operations', () => {
  const named = (text: string) =>
    [...text.matchAll(/`[^`]+`|\b(?:[A-Z][a-z]+){2,}\b|\b[A-Z]\w*(?:-\w+)+|\b[a-z]+_\w+/g)]
      .map(([name]) => name)
      .toSorted()
  for (const [sentence, chinese] of Object.entries(zh_CN)) {
    assert.match(chinese, /\p{Script=Han}/u, sentence)
    for (const name of named(sentence)) assert.ok(chinese.includes(name), `${name}: ${chinese}`)
  }
})

void test('fields that are called like keywords, and values, are no sentences', () => {
  const document = {
    description: 'said',
    properties: {
      description: { type: 'string', title: 'said', default: { description: 'kept' } },
      title: { enum: ['kept'], description: 'said' },
    },
    components: { schemas: { summary: { properties: { properties: { description: 'said' } } } } },
    required: ['description'],
  }
  assert.deepEqual(
    mapSentences(document, (sentence) => `[${sentence}]`),
    {
      description: '[said]',
      properties: {
        description: { type: 'string', title: '[said]', default: { description: 'kept' } },
        title: { enum: ['kept'], description: '[said]' },
      },
      components: { schemas: { summary: { properties: { properties: { description: '[said]' } } } } },
      required: ['description'],
    },
  )
})

void test('English is the description as it is', () => {
  assert.deepEqual(describeIn('en_US', english), english)
})
