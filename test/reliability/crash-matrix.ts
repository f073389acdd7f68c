import { setTimeout as sleep } from 'node:timers/promises'

import { ApiRefusal } from '../../src/client/api-client.ts'
import type { Random } from '../../src/directory/sample/random.ts'
import type { Tracepoint } from '../../src/tracepoints.ts'
import type { LogLine } from '../support/log.ts'
import type { MusterProcess } from '../support/muster-process.ts'
import { credentials } from '../support/settings.ts'
import { type ApiProcess, Deployment } from './deployment.ts'
import { type Broken, allBroken, checkPromises, deleteAll, nothingBroken } from './promises.ts'
import { type Caught, Traps } from './traps.ts'

/** The points at which workers are caught, by store. `inserted` is an API process's, and always among them. */
const POINTS = {
  file: ['claimed', 'copying', 'written', 'synced', 'renamed', 'publishing', 'published'],
  s3: ['claimed', 'copying', 'sent', 'assembled', 'publishing', 'published'],
} as const satisfies Record<'file' | 's3', readonly Tracepoint[]>

/** Enough that a file in an object storage has several parts; its own disk's needs none. */
const USERS = { file: 5_000, s3: 100_000 } as const

/** What is done to a process that stands at a point. */
const EVILS = ['kill', 'pause', 'postgres'] as const
type Evil = (typeof EVILS)[number]

/** Longest that a task of a dead worker may lie (reliability, promise 2), in milliseconds. */
const TAKEOVER_MS = 20_000

/** What a run of the matrix came to. */
export interface CrashReport {
  tasks: number
  kills: number
  pauses: number
  databaseCrashes: number
  takeovers: number
  longestTakeoverMs: number
  readonly broken: Broken
}

export interface CrashOptions {
  readonly store: 'file' | 's3'
  readonly random: Random
  readonly rounds: number
  /** Traps at each point in a round. */
  readonly width: number
  readonly tell: (line: string) => void
}

/**
 * Catches a worker at every point of a task's way, and an API process behind its order, and has each killed (kill -9), paused
 * (SIGSTOP) until others have done its work, or its PostgreSQL killed under it; whom what is drawn anew in each round. Then
 * everything has to be as promised.
 */
export async function runCrashMatrix(options: CrashOptions): Promise<CrashReport> {
  const report: CrashReport = {
    tasks: 0,
    kills: 0,
    pauses: 0,
    databaseCrashes: 0,
    takeovers: 0,
    longestTakeoverMs: 0,
    broken: nothingBroken(),
  }
  const matrix = await CrashMatrix.open(options, report)
  try {
    for (let round = 1; round <= options.rounds && allBroken(report.broken).length === 0; round++) {
      await matrix.round()
      const { broken, ...counts } = report
      options.tell(JSON.stringify({ store: options.store, round, ...counts }))
    }
  } finally {
    await matrix.close()
  }
  return report
}

class CrashMatrix {
  readonly #options: CrashOptions
  readonly #report: CrashReport
  readonly #deployment: Deployment
  readonly #traps: Traps
  readonly #users: number
  /** Takes the orders; is never caught. */
  readonly #api: ApiProcess
  #workers: MusterProcess[] = []
  #turn = 0

  private constructor(
    options: CrashOptions,
    report: CrashReport,
    parts: { deployment: Deployment; traps: Traps; api: ApiProcess; users: number },
  ) {
    this.#options = options
    this.#report = report
    this.#deployment = parts.deployment
    this.#traps = parts.traps
    this.#api = parts.api
    this.#users = parts.users
  }

  static async open(options: CrashOptions, report: CrashReport): Promise<CrashMatrix> {
    const users = USERS[options.store]
    const deployment = await Deployment.start(options.store, {
      users,
      settings: { MUSTER_EXPORT_CONCURRENCY: '1' },
    })
    const api = await deployment.startApi()
    return new CrashMatrix(options, report, { deployment, traps: new Traps(), api, users })
  }

  async close(): Promise<void> {
    await this.#deployment.stop()
    this.#traps.remove()
  }

  async round(): Promise<void> {
    const points = Array.from({ length: this.#options.width }, () => POINTS[this.#options.store]).flat()
    const caughtApi = await this.#deployment.startApi(this.#traps.environment)
    // Two that stay free: somebody has to take over.
    await this.#startWorkers(points.length + 2)

    for (const point of points) this.#traps.set(point)
    const orders = await Promise.all(points.map((_, index) => this.#order(this.#api, `key-${index}`)))
    const caught = await this.#traps.sprung()
    this.#traps.set('inserted')
    const lateKey = 'key-late'
    const late = this.#order(caughtApi, lateKey).catch((error: Error) => error)
    caught.push(...(await this.#traps.sprung()))

    const killed = await this.#doEvil(caught)
    const answered = await late
    if (answered instanceof Error && (answered instanceof ApiRefusal || !killed.has(caughtApi.process.pid)))
      this.#report.broken.other.push(`the order behind a crash: ${answered.message}`)
    // Whoever got no answer asks again, elsewhere: it is the same task.
    const again = await this.#order(this.#api, lateKey)
    if (typeof answered === 'string' && answered !== again)
      this.#report.broken.double.push(`${again}: ordered twice`)

    await this.#settle([...orders, again], caught)
    await caughtApi.process.end('SIGTERM')
    this.#report.tasks += orders.length + 1
    const broken = await checkPromises(this.#deployment, this.#api.client, [...orders, again], this.#users)
    await deleteAll(this.#deployment, this.#api.client, [...orders, again], broken)
    for (const [kind, found] of Object.entries(broken))
      this.#report.broken[kind as keyof Broken].push(...(found as string[]))
    this.#turn++
  }

  async #startWorkers(count: number): Promise<void> {
    const missing = Array.from({ length: count - this.#workers.length }, () =>
      this.#deployment.startWorker(this.#traps.environment),
    )
    this.#workers.push(...(await Promise.all(missing)))
  }

  async #order({ client }: ApiProcess, key: string): Promise<string> {
    const answer = await client.send('POST', `/v3/${credentials.project_id}/users/export`, {
      body: { active_type: 'ALL' },
      headers: { 'x-idempotency-key': `${key}-${this.#turn}` },
    })
    return ((await answer.json()) as { task_id: string }).task_id
  }

  /** @returns the processes that were killed */
  async #doEvil(caught: readonly Caught[]): Promise<ReadonlySet<number>> {
    const offset = this.#options.random.below(EVILS.length)
    const evils = new Map<number, Evil>(
      caught.map(({ pid }, index) => [pid, EVILS[(index + offset) % EVILS.length] ?? 'kill']),
    )
    const pids = (evil: Evil) => [...evils].flatMap(([pid, done]) => (done === evil ? [pid] : []))
    const killed = new Set(pids('kill'))
    const dead = this.#deployment.processes.filter(({ pid }) => killed.has(pid))
    await Promise.all(dead.map((process) => process.end('SIGKILL')))
    this.#workers = this.#workers.filter(({ pid }) => !killed.has(pid))
    this.#report.kills += killed.size
    this.#report.pauses += pids('pause').length
    const began = Date.now()

    if (pids('postgres').length > 0) {
      this.#deployment.postgres.crash()
      await this.#deployment.postgres.start()
      this.#report.databaseCrashes++
      for (const pid of pids('postgres')) process.kill(pid, 'SIGCONT')
    }
    const unanswered = caught.filter(({ attempt, pid }) => attempt === 0 && evils.get(pid) === 'pause')
    if (unanswered.length > 0) {
      // An order that is paused is paused for as long as others need to take its task.
      await sleep(2000)
      for (const { pid } of unanswered) process.kill(pid, 'SIGCONT')
    }
    for (const { attempt, pid, taskId, point } of caught) {
      if (attempt === 0 || evils.get(pid) === 'postgres' || point === 'published') continue
      void this.#measureTakeover({ taskId, attempt, began })
    }
    this.#paused = pids('pause')
    return killed
  }

  #paused: number[] = []

  async #measureTakeover({
    taskId,
    attempt,
    began,
  }: {
    taskId: string
    attempt: number
    began: number
  }): Promise<void> {
    for (;;) {
      const line = this.#lines().find(
        ({ msg, task_id: id, attempt: later }) =>
          msg === 'export started' && id === taskId && Number(later) > attempt,
      )
      if (line === undefined) {
        await sleep(100)
        if (Date.now() - began > 60_000) return
        continue
      }
      const took = Date.parse(String(line['time'])) - began
      this.#report.takeovers++
      this.#report.longestTakeoverMs = Math.max(this.#report.longestTakeoverMs, took)
      if (took > TAKEOVER_MS) this.#report.broken.other.push(`${taskId} was taken over after ${took} ms`)
      return
    }
  }

  /** Waits until all tasks have ended, lets those that were paused go on, and waits until they have seen what became of them. */
  async #settle(tasks: readonly string[], caught: readonly Caught[]): Promise<void> {
    for (const deadline = Date.now() + 90_000; ; await sleep(100)) {
      const open = await this.#deployment.sql<{ id: string }>(
        `SELECT id FROM export_tasks WHERE status = 'CREATING' AND id = ANY ($1)`,
        [tasks],
      )
      if (open.length === 0) break
      if (Date.now() > deadline) {
        this.#report.broken.lost.push(...open.map(({ id }) => `${id} does not come to an end`))
        break
      }
    }
    const told = this.#lines().length
    for (const pid of this.#paused) process.kill(pid, 'SIGCONT')
    for (const { pid, taskId, attempt } of caught.filter(
      (one) => this.#paused.includes(one.pid) && one.attempt > 0,
    )) {
      for (const deadline = Date.now() + 30_000; ; await sleep(50)) {
        const worker = this.#workers.find((one) => one.pid === pid)
        const last = worker?.lines.findLast(
          (line) => line['task_id'] === taskId && line['attempt'] === attempt,
        )
        if (last !== undefined && last.msg !== 'export started') break
        if (Date.now() > deadline) {
          this.#report.broken.other.push(`worker ${pid} does not give ${taskId} up (${told} lines before)`)
          break
        }
      }
    }
    for (const each of this.#workers) {
      if (each.hasEnded) this.#report.broken.other.push(`worker ${each.pid} has ended by itself`)
    }
  }

  #lines(): LogLine[] {
    return this.#deployment.processes.flatMap(({ lines }) => lines)
  }
}
