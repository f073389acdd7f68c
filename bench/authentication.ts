/**
 * What it costs to know who calls, and that he may:
 *
 *   node bench/authentication.ts --rounds 5 --seconds 3
 *
 * One server serves ListUsers (limit 1) as it is, called with a signature and with a token, and beside it the same
 * handler through the same hooks without the check of access. Each round measures the three in turn, at 50
 * connections; of the rounds' ratios the median is told, of answers a second and of the processor's time an answer costs
 * the server's thread and PostgreSQL (Linux; that one is steady also on a machine with other work). The client is a
 * thread of its own, its requests are signed beforehand: a GET may be sent again. The limits are lifted.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads'

import { listUsers } from '../src/api/workspace/list-users.ts'
import { operations } from '../src/app.ts'
import { readSettings } from '../src/config.ts'
import { forAccount } from '../src/database/scope.ts'
import type { Call, Operation } from '../src/http/operation.ts'
import { findAccessKey } from '../src/iam/access-key.ts'
import { signRequest } from '../src/iam/signature/sign.ts'
import { issueToken } from '../src/iam/token.ts'
import { createLog } from '../src/log.ts'
import { startServer } from '../src/start-server.ts'
import { processorOf } from './process-figures.ts'
import { median } from './writers/summary.ts'

const CONNECTIONS = 50
const PROJECT = 'bench'
const KEYS = { accessKey: 'BENCHACCESSKEY000000', secretKey: 'bench-secret-key' }

interface Load {
  readonly url: string
  readonly headers: Record<string, string>
  readonly seconds: number
}

if (isMainThread) await compare()
else parentPort?.postMessage(await load(workerData as Load))

async function compare(): Promise<void> {
  const { values: options } = parseArgs({
    options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '3' } },
  })
  const seconds = Number(options.seconds)
  let known: Partial<Call> = {}
  const open: Operation = {
    ...listUsers,
    id: 'BenchWithoutAccess',
    url: '/bench/:project_id/users',
    access: 'public',
    handler: (call) => listUsers.handler({ ...call, ...known }),
  }
  ;(operations as Operation[]).push(open)
  const dataDir = await mkdtemp(path.join(tmpdir(), 'muster-bench-'))
  const log = createLog('error')
  const server = await startServer(
    readSettings({
      MUSTER_DATA_DIR: dataDir,
      MUSTER_PORT: '0',
      MUSTER_PROJECT_ID: PROJECT,
      MUSTER_ADMIN_ACCESS_KEY: KEYS.accessKey,
      MUSTER_ADMIN_SECRET_KEY: KEYS.secretKey,
      MUSTER_LIMIT_REQUESTS_PER_SECOND: '0',
      MUSTER_LIMIT_ACCOUNT_REQUESTS_PER_SECOND: '0',
    }),
    log,
    'bench',
  )
  try {
    const { database: all, pool } = server.services
    const caller = (await findAccessKey(all, KEYS.accessKey))?.caller
    if (caller === undefined) throw new Error('The first account has no key')
    const { accountId, userId } = caller
    const database = forAccount(pool, accountId)
    known = {
      caller,
      database,
      project: { id: PROJECT, name: 'local', accountId },
      permission: { enterpriseProjects: null } as Call['permission'],
    }
    const { token } = await issueToken(database, {
      accountId,
      userId,
      projectId: null,
      methods: ['password'],
    })
    const url = `${server.url}/v2/${PROJECT}/users?limit=1`
    const signed = signRequest({ method: 'GET', url: new URL(url), headers: {}, body: '' }, KEYS, {
      date: new Date(),
    })
    const kinds: Record<string, Load> = {
      open: { url: url.replace('/v2/', '/bench/'), headers: {}, seconds },
      signed: { url, headers: signed, seconds },
      token: { url, headers: { 'x-auth-token': token }, seconds },
    }
    for (const kind of Object.values(kinds)) await inThread({ ...kind, seconds: 1 })
    const ratios = { rate: { signed: [], token: [] }, cost: { signed: [], token: [] } } as Ratios
    for (let round = 0; round < Number(options.rounds); round++) {
      const rate: Record<string, number> = {}
      const cost: Record<string, number> = {}
      for (const [name, kind] of Object.entries(kinds)) {
        const before = process.threadCpuUsage()
        const already = await postgresSeconds()
        rate[name] = await inThread(kind)
        const { user, system } = process.threadCpuUsage(before)
        const postgres = ((await postgresSeconds()) - already) * 1e6
        cost[name] = (user + system + postgres) / (rate[name] * seconds)
      }
      for (const name of ['signed', 'token'] as const) {
        ratios.rate[name].push((rate[name] ?? 0) / (rate['open'] ?? Number.NaN))
        ratios.cost[name].push((cost['open'] ?? 0) / (cost[name] ?? Number.NaN))
      }
      console.log(
        JSON.stringify({ round, requests_per_second: rounded(rate), cpu_us_per_request: rounded(cost) }),
      )
    }
    console.log(JSON.stringify({ open_to_each_by_rate: medians(ratios.rate), by_cpu: medians(ratios.cost) }))
  } finally {
    await server.stop()
    await rm(dataDir, { recursive: true })
  }
}

interface Ratios {
  readonly rate: Record<'signed' | 'token', number[]>
  readonly cost: Record<'signed' | 'token', number[]>
}

function rounded(values: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Math.round(value)]))
}

function medians(ratios: Record<string, number[]>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(ratios).map(([name, each]) => [name, Number(median(each).toFixed(3))]),
  )
}

/** PostgreSQL is a child of this process. */
async function postgresSeconds(): Promise<number> {
  return (await processorOf(process.pid)).postgres
}

function inThread(given: Load): Promise<number> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: given, argv: [] })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

/** @returns answers a second; anything but 200 ends it */
async function load({ url, headers, seconds }: Load): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const end = performance.now() + seconds * 1000
  let answers = 0
  const one = () =>
    new Promise<void>((resolve, reject) => {
      request(url, { agent, headers }, (message) => {
        if (message.statusCode !== 200) reject(new Error(`${url} answers ${message.statusCode}`))
        message.resume().once('end', resolve)
      })
        .once('error', reject)
        .end()
    })
  const connection = async () => {
    for (; performance.now() < end; answers++) await one()
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, connection))
  agent.destroy()
  return answers / seconds
}
