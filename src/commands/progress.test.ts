import assert from 'node:assert/strict'
import { test } from 'node:test'

import { ProgressLine } from './progress.ts'

/** What a stream was given; on a terminal of so many columns, where there is one. */
function stream(columns?: number) {
  const written: string[] = []
  const fake = { write: (text: string) => written.push(text), isTTY: columns !== undefined, columns }
  return { written, stream: fake as unknown as NodeJS.WriteStream }
}

test('elsewhere than on a terminal progress is JSON lines, at most one a second', () => {
  const { written, stream: out } = stream()
  const line = new ProgressLine('export', out)
  line.update({ rows: 0, total: null })
  line.update({ rows: 5, total: 10 })
  line.end()
  assert.equal(written.length, 1)
  const { step, rows, total, seconds_left } = JSON.parse(written[0] ?? '') as Record<string, unknown>
  assert.deepEqual([step, rows, total, seconds_left], ['export', 0, null, null])
  assert.match(written[0] ?? '', /^\{.*\}\n$/)
})

test('on a terminal it is one line that stays within it and is cleared at the end', () => {
  const { written, stream: out } = stream(30)
  const line = new ProgressLine('export', out)
  line.update({ rows: 5, total: 1_000_000 })
  assert.match(written[0] ?? '', /^\r\S.{0,28}$/)
  line.update({ rows: 6, total: 1_000_000 })
  assert.equal(written.length, 1, 'drawn more than ten times a second')
  line.end()
  assert.match(written[1] ?? '', /^\r +\r$/)
})

test('a line that was never drawn is not cleared', () => {
  const { written, stream: out } = stream(30)
  new ProgressLine('export', out).end()
  assert.deepEqual(written, [])
})
