/**
 * Holds the engines against each other on random rows for as long as it is told, ten minutes by default:
 *
 *   npm run test:fuzz -- --minutes 10 --seed 7
 *
 * Ends with code 1 at the first difference, with the rows that show it and the seed that repeats it. The short form is
 * engines.test.ts.
 */
import { parseArgs } from 'node:util'

import fc from 'fast-check'

import { toRecords } from '../../src/workbook/index.ts'
import { assertSame, columns, row } from './differential.ts'

const { values: options } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string' } },
})
const seed = options.seed === undefined ? Date.now() & 0x7fffffff : Number(options.seed)
let cases = 0
let rowsWritten = 0
await fc.assert(
  fc.asyncProperty(
    fc.array(row, { maxLength: 80 }),
    fc.integer({ min: 1, max: 60 }),
    fc.integer({ min: 1, max: 3000 }),
    fc.boolean(),
    async (rows, times, rowsPerSheet, shared) => {
      const records = toRecords(Array.from({ length: times }, () => rows).flat())
      await assertSame(columns, records, shared ? 0 : 1e6, { rowsPerSheet })
      rowsWritten += rows.length * times
      if (++cases % 500 === 0) console.error(`${cases} workbooks, ${rowsWritten} rows alike`)
    },
  ),
  {
    seed,
    numRuns: Number.MAX_SAFE_INTEGER,
    interruptAfterTimeLimit: Number(options.minutes) * 60_000,
    markInterruptAsFailure: false,
  },
)
console.log(
  `Seed ${seed}: ${cases} workbooks, ${rowsWritten} rows, ${rowsWritten * columns.length} cells alike`,
)
