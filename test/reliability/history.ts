/**
 * Random clients at three API processes and four workers, which are killed and paused meanwhile; the history of it all is then
 * held against the promises:
 *
 *   npm run test:history -- --minutes 10 --seed 7
 *
 * Ends with code 1 where one is broken. The short form is histories.test.ts.
 */
import { parseArgs } from 'node:util'

import { checkHistory } from './histories.ts'

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 1e6) },
  },
})
const seed = Number(options.seed)
const { broken, ...counts } = await checkHistory({ seconds: Number(options.minutes) * 60, seed })
console.log(JSON.stringify({ seed, ...counts, broken: broken.length }))
for (const sentence of broken.slice(0, 50)) console.error(sentence)
if (broken.length > 0) process.exitCode = 1
