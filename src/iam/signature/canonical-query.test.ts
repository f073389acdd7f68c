import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalQueries } from './canonical-query.ts'

void test('a query is sorted by name, then by value', () => {
  assert.deepEqual(canonicalQueries(''), [''])
  assert.deepEqual(canonicalQueries('limit=2&B=1&a=3'), ['B=1&a=3&limit=2'])
  assert.deepEqual(canonicalQueries('id=2&id=1'), ['id=1&id=2', 'id=2&id=1'])
})

void test('escapes, spaces and bare names have one form', () => {
  assert.deepEqual(canonicalQueries('a=%7e%2f%e4%b8%ad'), ['a=~%2F%E4%B8%AD'])
  assert.deepEqual(canonicalQueries('a=x+y%20z%2B'), ['a=x%20y%20z%2B'])
  assert.deepEqual(canonicalQueries('a'), ['a='])
  assert.deepEqual(canonicalQueries('&a=b=c&&'), ['a=b%3Dc'])
  assert.deepEqual(canonicalQueries('=v'), ['=v'])
})

void test('names are sorted before or after encoding', () => {
  // `[` is after `A` as a character and `%5B` before it as text.
  assert.deepEqual(canonicalQueries('A=1&%5B=2'), ['A=1&%5B=2', '%5B=2&A=1'])
})

void test('Node sorts UTF-16 code units', () => {
  // U+FF0C comes before U+1F642 by code point and after its surrogates by code unit.
  const comma = '%EF%BC%8C=1'
  const smile = '%F0%9F%99%82=2'
  assert.deepEqual(canonicalQueries(`${smile}&${comma}`), [`${comma}&${smile}`, `${smile}&${comma}`])
  assert.equal(canonicalQueries('%F0%9F=1&%FF=2').length, 1)
})
