import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { FastifyRequest } from 'fastify'

import { ifMatchHolds } from './if-match.ts'

const holds = (expected: string | undefined) =>
  ifMatchHolds({ headers: { 'if-match': expected } } as unknown as FastifyRequest, '"now"')

test('no condition, any, and the tag itself among others', () => {
  for (const expected of [undefined, '*', '"now"', '"before", "now"', ' "now" ']) {
    assert.equal(holds(expected), true, expected)
  }
})

test('another tag, a weak one, one without quotes, none', () => {
  for (const expected of ['"before"', 'W/"now"', 'now', '', '"no', '"before","later"']) {
    assert.equal(holds(expected), false, expected)
  }
})
