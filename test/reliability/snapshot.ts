/**
 * Twenty writers change a directory of 200,000 users while it is exported again and again:
 *
 *   npm run test:snapshot -- --users 200000 --writers 20 --exports 10 --seed 7
 *
 * Ends with code 1 where an export is not the directory as of its one instant. The short form is snapshots.test.ts.
 */
import { parseArgs } from 'node:util'

import { Deployment } from './deployment.ts'
import { checkSnapshots } from './snapshots.ts'

const { values: options } = parseArgs({
  options: {
    users: { type: 'string', default: '200000' },
    writers: { type: 'string', default: '20' },
    exports: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 1e6) },
  },
})
const seed = Number(options.seed)
const deployment = await Deployment.start('file', { users: 0 })
try {
  const api = await deployment.startApi()
  await deployment.startWorker()
  const { faults, ...counts } = await checkSnapshots({
    databaseUrl: deployment.databaseUrl,
    client: api.client,
    users: Number(options.users),
    writers: Number(options.writers),
    exports: Number(options.exports),
    seed,
    tell: (line) => console.error(line),
  })
  console.log(JSON.stringify({ seed, users: Number(options.users), ...counts, faults: faults.length }))
  for (const fault of faults.slice(0, 20)) console.error(fault)
  if (faults.length > 0) process.exitCode = 1
} finally {
  await deployment.stop()
}
