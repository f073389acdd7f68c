/**
 * Requests made of the server's own OpenAPI document, each of its keywords violated in turn, then at random:
 *
 *   npm run test:fuzz-api -- --requests 50000 --seed 7
 *
 * Ends with code 1 where one is answered 5xx or otherwise than documented, or where memory does not come back. The short form is
 * fuzzing.test.ts.
 */
import { parseArgs } from 'node:util'

import { credentials } from '../support/settings.ts'
import { Deployment } from './deployment.ts'
import { fuzz } from './fuzzing.ts'

/** How much more than in the first quarter the server may hold in the end, in megabytes. */
const MEMORY_SLACK = 100

const { values: options } = parseArgs({
  options: {
    requests: { type: 'string', default: '50000' },
    seed: { type: 'string', default: String(Date.now() % 1e6) },
  },
})
const seed = Number(options.seed)
const deployment = await Deployment.start('file', { users: 200 })
try {
  const { process: server, client } = await deployment.startApi()
  const { url } = await server.logged('ready')
  const { users } = await client.json<{ users: { id: string }[] }>(
    'GET',
    `/v2/${credentials.project_id}/users?limit=20`,
  )
  const { wrong, ...counts } = await fuzz({
    url: String(url),
    known: { project: credentials.project_id, ids: users.map(({ id }) => id) },
    requests: Number(options.requests),
    seed,
    pid: server.pid,
    tell: (line) => console.error(line),
  })
  console.log(JSON.stringify({ seed, ...counts, wrong: wrong.length }))
  for (const each of wrong) console.error(each)
  const [warm, end] = counts.memory
  if (end > warm + MEMORY_SLACK) console.error(`Memory has grown from ${warm} to ${end} MB`)
  if (wrong.length > 0 || end > warm + MEMORY_SLACK) process.exitCode = 1
} finally {
  await deployment.stop()
}
