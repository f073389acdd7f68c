import assert from 'node:assert/strict'
import { crc32 } from 'node:zlib'

import fc from 'fast-check'
import { unzipSync } from 'fflate'

import type { Column, Options } from '../../src/workbook/index.ts'
import { anyText } from './any-text.ts'
import { COLUMNS, TEXTS } from './corpus.ts'
import { make, planOf } from './in-memory.ts'

const ENGINES: Options[] = [{ engine: 'zlib' }, { engine: 'template' }, { engine: 'template', threads: 2 }]

/** All engines must make the same of the records, inflated, or fail with the same words. */
export async function assertSame(
  columns: readonly Column[],
  records: Uint8Array,
  expectedRows: number,
  options: Options = {},
): Promise<void> {
  const plan = planOf(columns, expectedRows)
  const [plain, fast, threaded] = await Promise.all(
    ENGINES.map((engine) =>
      make(plan, [records], { ...options, ...engine }).then(
        ({ bytes, summary }) => ({ parts: checkedParts(bytes), summary: { ...summary, bytes: 0 } }),
        (error: Error) => ({ error: error.message }),
      ),
    ),
  )
  assert.deepEqual(fast, plain)
  assert.deepEqual(threaded, plain)
}

/** The parts of a package, held against its directory: CRC-32 and size (APPNOTE 6.3.10, 4.3.12). */
function checkedParts(bytes: Buffer): Record<string, string> {
  const parts = unzipSync(bytes)
  let at = bytes.readUInt32LE(bytes.length - 6)
  for (const [name, part] of Object.entries(parts)) {
    const nameLength = bytes.readUInt16LE(at + 28)
    assert.equal(bytes.toString('utf8', at + 46, at + 46 + nameLength), name)
    assert.equal(bytes.readUInt32LE(at + 24), part.length, `size of ${name}`)
    assert.equal(bytes.readUInt32LE(at + 16), crc32(part), `CRC of ${name}`)
    at += 46 + nameLength
  }
  return Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [name, Buffer.from(part).toString('latin1')]),
  )
}

const repeated = fc
  .tuple(
    fc.constantFrom('x', '用', '\u0001', '&', '_x0041_', '\\', 'ab', ' '),
    fc.integer({ min: 1, max: 700 }),
  )
  .map(([text, times]) => text.repeat(times))
const name = fc
  .tuple(fc.constantFrom('desk_user_', 'li', '用户', '=', 'wang.'), fc.integer({ min: 0, max: 99 }))
  .map(([stem, number]) => `${stem}${number}@example.com`)
const text = fc.oneof(
  { weight: 4, arbitrary: name },
  { weight: 2, arbitrary: anyText },
  { weight: 1, arbitrary: repeated },
  { weight: 1, arbitrary: fc.constantFrom('', ...TEXTS.filter((one) => one.length < 400)) },
)
const number = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom('', '-', '-0', '1.', '.5', '1e5', '1E-7', '007', '1'.repeat(33), 'NaN', 'x1'),
)
const moment = fc.oneof(
  fc.integer({ min: -3_000_000_000, max: 300_000_000_000 }),
  fc.integer({ min: 0, max: 2_000_000_000 }),
  fc.double({ min: -1e12, max: 1e12, noNaN: true }),
  fc
    .tuple(fc.integer({ min: 0, max: 2_000_000_000 }), fc.integer({ min: 0, max: 999_999 }))
    .map(([seconds, micros]) => `${seconds}.${String(micros).padStart(6, '0')}`),
  fc.constantFrom('', '-', '0.0000000000000000000000000000000001', '1'.repeat(30), '-0', '1e9'),
)
/** A row of {@link columns}: likely values, and those that are traps. */
export const row = fc.tuple(text, number, moment, fc.constantFrom(0, 1, null), text)
export const columns: Column[] = [...COLUMNS, { header: 'Again', kind: 'text' }]

let state = 12_345
/** Text of letters that a seeded generator draws. */
export function randomText(length: number): string {
  let drawn = ''
  for (let index = 0; index < length; index++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    drawn += String.fromCharCode(0x21 + ((state >>> 16) % 94))
  }
  return drawn
}
