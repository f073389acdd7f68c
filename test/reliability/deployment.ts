import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import type { ApiClient } from '../../src/client/api-client.ts'
import { openStore } from '../../src/storage/open-store.ts'
import type { Store } from '../../src/storage/store.ts'
import { type ExternalPostgres, startExternalPostgres } from '../support/external-postgres.ts'
import { MusterProcess } from '../support/muster-process.ts'
import { credentials, testEnvironment, testSettings } from '../support/settings.ts'
import { runSql } from '../support/sql.ts'
import { startSwift } from '../support/swift-server.ts'
import { plantUsers } from '../support/users.ts'

/** An API process and the client that speaks to it. */
export interface ApiProcess {
  readonly process: MusterProcess
  readonly client: ApiClient
}

/** A Muster of many processes over a PostgreSQL and a store of its own, as an operator runs it. */
export class Deployment {
  readonly postgres: ExternalPostgres
  /** By the superuser: sees everything, whatever row-level security says. */
  readonly databaseUrl: string
  /** The store, beside Muster's own processes. */
  readonly store: Store
  readonly #environment: Readonly<Record<string, string>>
  readonly #undo: (() => unknown)[]
  /** All that were ever started. */
  readonly processes: MusterProcess[] = []

  private constructor(
    parts: Pick<Deployment, 'postgres' | 'databaseUrl' | 'store'>,
    environment: Readonly<Record<string, string>>,
    undo: (() => unknown)[],
  ) {
    this.postgres = parts.postgres
    this.databaseUrl = parts.databaseUrl
    this.store = parts.store
    this.#environment = environment
    this.#undo = undo
  }

  /** @param users planted in the one project, before anything else runs */
  static async start(
    store: 'file' | 's3',
    { users, settings = {} }: { users: number; settings?: Readonly<Record<string, string>> },
  ): Promise<Deployment> {
    const undo: (() => unknown)[] = []
    try {
      const dataDir = mkdtempSync(path.join(tmpdir(), 'muster-reliability-'))
      undo.push(() => rmSync(dataDir, { recursive: true, force: true }))
      const postgres = await startExternalPostgres()
      undo.push(() => postgres.stop())
      const swift = store === 's3' ? await startSwift() : null
      if (swift !== null) undo.push(() => swift.stop())
      const given = { dataDir, databaseUrl: await postgres.createDatabase('muster') }
      const all = { ...swift?.settings, ...settings }
      const databaseUrl = postgres.superuserUrl('muster')
      const deployment = new Deployment(
        { postgres, databaseUrl, store: await openStore(testSettings(given, all)) },
        testEnvironment(given, all),
        undo,
      )
      undo.push(() => Promise.all(deployment.processes.map((process) => process.end('SIGKILL'))))
      const first = await deployment.startApi()
      await plantUsers({ databaseUrl, project: credentials.project_id }, users)
      // Autovacuum would do it within a minute; until then a page of a list takes five times as long.
      await deployment.sql('ANALYZE users')
      await first.process.end('SIGTERM')
      return deployment
    } catch (error) {
      await undoAll(undo)
      throw error
    }
  }

  async startApi(others: Readonly<Record<string, string>> = {}): Promise<ApiProcess> {
    const process = this.#start(['serve'], { MUSTER_ROLE: 'api', ...others })
    return { process, client: await process.ready() }
  }

  /** @param prefix words before the command, such as those of another clock */
  async startWorker(
    others: Readonly<Record<string, string>> = {},
    prefix: readonly string[] = [],
  ): Promise<MusterProcess> {
    const process = this.#start(['worker'], others, prefix)
    await process.logged('ready')
    return process
  }

  #start(
    args: readonly string[],
    others: Readonly<Record<string, string>>,
    prefix: readonly string[] = [],
  ): MusterProcess {
    const started = new MusterProcess(args, { ...this.#environment, ...others }, prefix)
    this.processes.push(started)
    return started
  }

  /** By the superuser. */
  sql<Row extends object>(statement: string, values: unknown[] = []): Promise<Row[]> {
    return runSql<Row & Record<string, unknown>>(this, statement, values)
  }

  async stop(): Promise<void> {
    await undoAll(this.#undo)
  }
}

async function undoAll(undo: (() => unknown)[]): Promise<void> {
  for (const step of undo.splice(0).toReversed()) await step()
}
