/**
 * Catches Muster's processes at every point of a task's way and kills them, pauses them, or kills their PostgreSQL:
 *
 *   npm run test:crash -- --store file --rounds 10 --width 2 --seed 7
 *
 * Prints what came of each round, and ends with code 1 where a promise is broken. A seed repeats whom what is done to; how the
 * processes race is not in its hands. The short form is crash.test.ts.
 */
import { parseArgs } from 'node:util'

import { Random } from '../../src/directory/sample/random.ts'
import { runCrashMatrix } from './crash-matrix.ts'
import { allBroken } from './promises.ts'

const { values: options } = parseArgs({
  options: {
    store: { type: 'string', default: 'file' },
    rounds: { type: 'string', default: '10' },
    width: { type: 'string', default: '2' },
    seed: { type: 'string', default: String(Date.now() % 1e9) },
  },
})
const { store } = options
if (store !== 'file' && store !== 's3') throw new Error('--store is file or s3')
const report = await runCrashMatrix({
  store,
  random: new Random(Number(options.seed)),
  rounds: Number(options.rounds),
  width: Number(options.width),
  tell: (line) => console.error(line),
})
const { broken, ...counts } = report
console.log(
  JSON.stringify({
    store,
    seed: Number(options.seed),
    ...counts,
    lostTasks: broken.lost.length,
    doubleFiles: broken.double.length,
    tornFiles: broken.torn.length,
  }),
)
for (const sentence of allBroken(broken)) console.error(sentence)
if (allBroken(broken).length > 0) process.exitCode = 1
