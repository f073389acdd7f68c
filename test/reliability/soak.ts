/**
 * Mixed load for half an hour, with an eye on what the server takes:
 *
 *   npm run test:soak -- --minutes 30 --users 50000
 *
 * Clients list, create, update and delete users, order exports, poll, download and delete them; a line a minute says how many
 * requests there were, their p99, memory and open files of the one process that answers and works. Ends with code 1 where, of
 * the second half, memory or open files grew by more than a tenth, or a request failed.
 */
import { readdirSync } from 'node:fs'
import { parseArgs } from 'node:util'

import { deleteTask, orderExport } from '../../src/client/export-users.ts'
import { Random } from '../../src/directory/sample/random.ts'
import { downloadTask, waitForTask } from '../support/exports-by-client.ts'
import { credentials } from '../support/settings.ts'
import { Deployment } from './deployment.ts'
import { residentMegabytes } from './fuzzing.ts'

const CLIENTS = 6
const { project_id: project } = credentials
const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    users: { type: 'string', default: '50000' },
    seed: { type: 'string', default: '1' },
  },
})
const until = Date.now() + Number(options.minutes) * 60_000
const deployment = await Deployment.start('file', { users: Number(options.users) })
const failed: string[] = []
let latencies: number[] = []
try {
  const { process: server, client } = await deployment.startApi({ MUSTER_ROLE: 'all' })
  const samples: { memory: number; files: number }[] = []
  const look = () => {
    const sorted = latencies.toSorted((a, b) => a - b)
    latencies = []
    const sample = {
      memory: residentMegabytes(server.pid),
      files: readdirSync(`/proc/${server.pid}/fd`).length,
    }
    samples.push(sample)
    const at = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0)
    console.log(JSON.stringify({ requests: sorted.length, p50_ms: at(0.5), p99_ms: at(0.99), ...sample }))
  }
  const timed = async (act: () => Promise<unknown>) => {
    const began = performance.now()
    try {
      await act()
    } catch (error) {
      failed.push((error as Error).message)
    }
    latencies.push(performance.now() - began)
  }
  const users = `/v2/${project}/users`
  const work = async (index: number) => {
    const random = new Random(Number(options.seed) * 100 + index)
    for (let turn = 0; Date.now() < until; turn++) {
      await timed(() => client.json('GET', `${users}?limit=50&offset=${random.below(1000)}`))
      await timed(() => client.json('GET', `${users}?user_name=many0${random.below(1000)}`))
      const body = {
        user_name: `soak-${index}-${turn}`,
        active_type: 'USER_ACTIVATE',
        user_email: 'a@example.com',
      }
      await timed(async () => {
        const { id } = await client.json<{ id: string }>('POST', users, body)
        await client.json('PUT', `${users}/${id}`, { description: 'changed' })
        await client.send('DELETE', `${users}/${id}`)
      })
      if (turn % 20 !== index) continue
      // An export is work, and no request: what it takes is not counted.
      const id = await orderExport(client, project, { active_type: 'ALL' })
      await waitForTask(client, id)
      await downloadTask(client, id)
      await timed(() => deleteTask(client, project, id))
    }
  }
  const every = setInterval(look, Math.min(60_000, Number(options.minutes) * 6000))
  await Promise.all(Array.from({ length: CLIENTS }, (_, index) => work(index)))
  clearInterval(every)
  look()

  const half = samples.slice(Math.floor(samples.length / 2))
  const [first, last] = [half[0], half.at(-1)]
  for (const what of ['memory', 'files'] as const) {
    if ((last?.[what] ?? 0) > 1.1 * (first?.[what] ?? 0) + 5)
      failed.push(`${what} grew from ${first?.[what]} to ${last?.[what]}`)
  }
} finally {
  await deployment.stop()
}
for (const sentence of new Set(failed)) console.error(sentence)
if (failed.length > 0) process.exitCode = 1
