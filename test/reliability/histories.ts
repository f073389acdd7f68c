import { setTimeout as sleep } from 'node:timers/promises'

import { Random } from '../../src/directory/sample/random.ts'
import type { MusterProcess } from '../support/muster-process.ts'
import { credentials } from '../support/settings.ts'
import { type ApiProcess, Deployment } from './deployment.ts'
import { type Operation, type Publication, brokenBy } from './operations.ts'
import { type Ordered, RandomClient } from './random-client.ts'

const APIS = 3
const WORKERS = 4
const CLIENTS = 8
/** Users of each project, another number each: whose rows a file holds shows. */
const USERS = new Map([
  [credentials.project_id, 1500],
  ['fedcba9876543210fedcba9876543210', 900],
])

export interface HistoryReport {
  readonly operations: Readonly<Record<string, number>>
  readonly tasks: number
  readonly kills: number
  readonly pauses: number
  readonly broken: readonly string[]
}

/**
 * Lets clients order, poll, download and delete exports at random at three API processes, while those and four workers are killed
 * and paused, and holds the history of it against what is promised.
 */
export async function checkHistory({
  seconds,
  seed,
}: {
  seconds: number
  seed: number
}): Promise<HistoryReport> {
  const deployment = await Deployment.start('file', { users: 0 })
  try {
    await plantProjects(deployment)
    const fleet = await Fleet.start(deployment, new Random(seed))
    const history: Operation[] = []
    const ordered: Ordered[] = []
    const shared = { projects: [...USERS.keys()], api: () => fleet.anyApi(), history, ordered }
    const until = Date.now() + seconds * 1000
    const clients = Array.from(
      { length: CLIENTS },
      (_, index) => new RandomClient(new Random(seed + index), shared),
    )
    await Promise.all([
      fleet.trouble(until),
      ...clients.map(async (client) => {
        while (Date.now() < until) {
          await client.step()
          await sleep(20)
        }
      }),
    ])
    const ended = await untilAllEnded(deployment)
    for (const { id, project } of ordered) await clients[0]?.poll(id, project)
    const publications = await deployment.sql<Publication>(
      `SELECT resources[1] AS "taskId", details->>'sha256' AS sha256 FROM audit_events WHERE operation = 'ExportFinished'`,
    )
    const broken = brokenBy(history, publications, USERS, { ended: true })
    if (!ended) broken.push('tasks that come to no end')
    broken.push(...fleet.unexpectedEnds())
    const counts = Object.groupBy(history, ({ kind, outcome }) => `${kind} ${outcome}`)
    return {
      operations: Object.fromEntries(Object.entries(counts).map(([what, all]) => [what, all?.length ?? 0])),
      tasks: ordered.length,
      kills: fleet.kills,
      pauses: fleet.pauses,
      broken,
    }
  } finally {
    await deployment.stop()
  }
}

async function plantProjects(deployment: Deployment): Promise<void> {
  for (const [project, users] of USERS) {
    await deployment.sql(
      `INSERT INTO projects (id, account_id, name) SELECT $1, id, 'second' FROM accounts ON CONFLICT DO NOTHING`,
      [project],
    )
    await deployment.sql(
      `INSERT INTO users (project_id, id, user_name, description)
       SELECT $1, md5($1 || n), 'user' || n, $1 FROM generate_series(1, $2::int) AS n`,
      [project, users],
    )
  }
}

async function untilAllEnded(deployment: Deployment): Promise<boolean> {
  for (const deadline = Date.now() + 90_000; Date.now() < deadline; await sleep(200)) {
    const open = await deployment.sql(`SELECT 1 FROM export_tasks WHERE status = 'CREATING'`)
    if (open.length === 0) return true
  }
  return false
}

/** The processes, and the trouble they get. */
class Fleet {
  kills = 0
  pauses = 0
  readonly #deployment: Deployment
  readonly #random: Random
  #apis: ApiProcess[] = []
  #workers: MusterProcess[] = []
  readonly #killed = new Set<number>()

  private constructor(deployment: Deployment, random: Random) {
    this.#deployment = deployment
    this.#random = random
  }

  static async start(deployment: Deployment, random: Random): Promise<Fleet> {
    const fleet = new Fleet(deployment, random)
    const [apis, workers] = await Promise.all([
      Promise.all(Array.from({ length: APIS }, () => deployment.startApi())),
      Promise.all(Array.from({ length: WORKERS }, () => deployment.startWorker())),
    ])
    fleet.#apis = apis
    fleet.#workers = workers
    return fleet
  }

  anyApi(): ApiProcess['client'] {
    return this.#random.pick(this.#apis).client
  }

  /** Kills and pauses one after the other until a time; in the end all of them run. */
  async trouble(until: number): Promise<void> {
    const paused: Promise<void>[] = []
    while (Date.now() < until) {
      await sleep(500 + this.#random.below(1500))
      const index = this.#random.below(WORKERS)
      const worker = this.#workers[index]
      switch (this.#random.below(4)) {
        case 0:
        case 1:
          if (worker !== undefined) paused.push(this.#pause(worker, 500 + this.#random.below(13_000)))
          break
        case 2:
          if (worker !== undefined) await this.#kill(worker)
          this.#workers[index] = await this.#deployment.startWorker()
          break
        default: {
          const one = this.#random.below(APIS)
          const api = this.#apis[one]
          if (api !== undefined) await this.#kill(api.process)
          this.#apis[one] = await this.#deployment.startApi()
        }
      }
    }
    await Promise.all(paused)
  }

  async #kill(process: MusterProcess): Promise<void> {
    this.kills++
    this.#killed.add(process.pid)
    await process.end('SIGKILL')
  }

  async #pause(process: MusterProcess, forMs: number): Promise<void> {
    this.pauses++
    process.signal('SIGSTOP')
    await sleep(forMs)
    process.signal('SIGCONT')
  }

  unexpectedEnds(): string[] {
    return [...this.#apis.map(({ process }) => process), ...this.#workers].flatMap(({ pid, hasEnded }) =>
      hasEnded && !this.#killed.has(pid) ? [`process ${pid} ended by itself`] : [],
    )
  }
}
