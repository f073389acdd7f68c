/**
 * How many users a second one, two and four worker processes export over one PostgreSQL:
 *
 *   npm run bench:workers -- --users 200000 --exports 8
 *
 * Prints a line of JSON a number of workers. They share the machine, PostgreSQL and the client: with as many cores as that
 * takes the figures grow with the workers, and no further.
 */
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'

import { orderExport } from '../src/client/export-users.ts'
import { waitForTask } from '../test/support/exports-by-client.ts'
import { credentials } from '../test/support/settings.ts'
import { Deployment } from '../test/reliability/deployment.ts'

const { project_id: project } = credentials
const { values: options } = parseArgs({
  options: { users: { type: 'string', default: '200000' }, exports: { type: 'string', default: '8' } },
})
const [users, exports] = [Number(options.users), Number(options.exports)]
const deployment = await Deployment.start('file', { users, settings: { MUSTER_EXPORT_CONCURRENCY: '1' } })
try {
  const { client } = await deployment.startApi()
  for (let workers = 0; workers < 4;) {
    const more = Math.max(1, workers)
    await Promise.all(Array.from({ length: more }, () => deployment.startWorker()))
    workers += more
    const run = async (count: number) => {
      const orders = Array.from({ length: count }, () => orderExport(client, project, { active_type: 'ALL' }))
      await Promise.all((await Promise.all(orders)).map((id) => waitForTask(client, id)))
    }
    // The first run of a worker compiles its code.
    await run(workers)
    const began = performance.now()
    await run(exports)
    const seconds = (performance.now() - began) / 1000
    const rate = Math.round((users * exports) / seconds)
    console.log(
      JSON.stringify({ workers, exports, users, seconds, rate, cores: cpus().length, load: loadavg()[0] }),
    )
  }
} finally {
  await deployment.stop()
}
