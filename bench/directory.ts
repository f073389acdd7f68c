/**
 * Asks the directory over HTTP as it grows, and says how long each kind of request takes and how that grows:
 *
 *   npm run bench:directory -- --users 10000,100000,1000000
 *   npm run bench:directory -- --users 5000000 --runs 20
 *
 * Each size is a server of its own on embedded PostgreSQL in a temporary folder. A line of JSON a size: the median and the
 * 95th percentile in milliseconds of each kind of request, sent one after another; then how the medians grew from the
 * first size to the last.
 */
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'

import { type BenchServer, withBenchServer } from './bench-server.ts'

const { values: options } = parseArgs({
  options: {
    users: { type: 'string', default: '10000,100000,1000000' },
    runs: { type: 'string', default: '30' },
    'data-dir': { type: 'string' },
  },
})
const runs = Number(options.runs)
const WARM_UP = 3

/** A kind of request: what is sent the n-th time. */
type Kind = (
  project: string,
  n: number,
  user: string,
) => readonly [method: string, path: string, body?: object]

const kinds: Readonly<Record<string, Kind>> = {
  list_first_100: (p) => ['GET', `/v2/${p}/users?limit=100`],
  list_middle_100: (p, n) => ['GET', `/v2/${p}/users?limit=100&offset=${5000 + n}`],
  detail: (p, _, user) => ['GET', `/v2/${p}/users/${user}`],
  create: (p, n) => [
    'POST',
    `/v2/${p}/users`,
    { user_name: `bench-${process.pid}-${WARM_UP + n}`, user_email: 'a@example.com' },
  ],
  update: (p, n, user) => ['PUT', `/v2/${p}/users/${user}`, { description: `bench ${n}` }],
  fuzzy_name_rare: (p, n) => ['GET', `/v2/${p}/users?limit=100&user_name=.${4000 + n}`],
  fuzzy_name_2_letters: (p) => ['GET', `/v2/${p}/users?limit=100&user_name=qx`],
  fuzzy_name_2_han: (p) => ['GET', `/v2/${p}/users?limit=100&user_name=${encodeURIComponent('小明')}`],
  fuzzy_description_rare: (p, n) => ['GET', `/v2/${p}/users?limit=100&description=bench%20${n}`],
  fuzzy_description_2_han: (p) => [
    'GET',
    `/v2/${p}/users?limit=100&description=${encodeURIComponent('销售')}`,
  ],
  statistics: (p) => ['GET', `/v3/${p}/users/statistics`],
  list_groups: (p) => ['GET', `/v2/${p}/groups?limit=100`],
}

const medians: Record<string, number>[] = []
const sizes = options.users.split(',').map(Number)
for (const size of sizes)
  medians.push(
    await withBenchServer({ users: size, dataDir: options['data-dir'] }, (server) =>
      measureKinds(size, server),
    ),
  )
const first = medians[0] ?? {}
const last = medians.at(-1) ?? {}
console.log(
  JSON.stringify({
    step: 'growth',
    users: (sizes.at(-1) ?? 1) / (sizes[0] ?? 1),
    medians: Object.fromEntries(
      Object.keys(kinds).map((kind) => [kind, round((last[kind] ?? 0) / (first[kind] ?? 1))]),
    ),
  }),
)

async function measureKinds(
  users: number,
  { client, projectId: project }: BenchServer,
): Promise<Record<string, number>> {
  const page = await client.json<{ users: { id: string }[] }>(
    'GET',
    `/v2/${project}/users?limit=1&offset=${Math.floor(users / 2)}`,
  )
  const user = page.users[0]?.id ?? ''
  const medianOf: Record<string, number> = {}
  const shown: Record<string, [median: number, p95: number]> = {}
  for (const [name, kind] of Object.entries(kinds)) {
    const times: number[] = []
    // The first ones plan, compile and fill caches: they are sent and not counted.
    for (let n = -WARM_UP; n < runs; n++) {
      const [method, target, body] = kind(project, n, user)
      const began = performance.now()
      const answer = await client.send(method, target, body === undefined ? {} : { body })
      await answer.arrayBuffer()
      if (n >= 0) times.push(performance.now() - began)
    }
    times.sort((a, b) => a - b)
    const at = (share: number) =>
      round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0)
    medianOf[name] = at(0.5)
    shown[name] = [at(0.5), at(0.95)]
  }
  console.log(JSON.stringify({ step: 'requests', users, runs, load: round(loadavg()[0] ?? 0), ms: shown }))
  return medianOf
}

function round(number: number): number {
  return Number(number.toPrecision(3))
}
