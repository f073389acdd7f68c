import { createApp } from './app.ts'
import { expireEvents } from './audit/retention.ts'
import type { Settings } from './config.ts'
import { credentialsFile, keepCredentials, updateEndpoint } from './credentials.ts'
import { accountIds } from './database/accounts.ts'
import { connectDatabase } from './database/connect.ts'
import { migrate, newestVersion } from './database/migrate.ts'
import type { ServerDatabase } from './database/server-database.ts'
import { grantQueue, prepareRole } from './database/role.ts'
import { breakingMigration } from './database/schema-watch.ts'
import { ExportQueue } from './exports/queue.ts'
import { resumeAlone, sweep } from './exports/sweep.ts'
import { TaskWatch } from './exports/task-watch.ts'
import { ExportThreads } from './exports/threads.ts'
import { workOnTask } from './exports/worker.ts'
import { workOnImport } from './imports/worker.ts'
import { sweepCounts } from './http/limits/shared-counts.ts'
import { createFirstAccount } from './iam/first-account.ts'
import { sweepFailures } from './iam/lockout.ts'
import { openMasterKey } from './iam/open-master-key.ts'
import { ReasonKeys } from './iam/refusal/reason-keys.ts'
import { sweepSightings } from './iam/replay.ts'
import { createProbes } from './http/probes.ts'
import type { Logger } from './log.ts'
import { Metrics } from './metrics.ts'
import type { Services } from './services.ts'
import { Shutdown } from './shutdown.ts'
import { openStore } from './storage/open-store.ts'
import { deliverNotice } from './webhooks/deliver.ts'
import { orderDeliveriesOf, orderLeftDeliveries } from './webhooks/order-deliveries.ts'

export interface Server {
  /** Where the API answers; null for a worker. */
  readonly url: string | null
  /** Where the probes answer that have a port of their own; null: nowhere. */
  readonly probesUrl: string | null
  readonly services: Services
  /** Whether this start made the first account. */
  readonly isFirstStart: boolean
  /** The migration of a later program that this one cannot go on with, once there is one: it is to be stopped then. */
  readonly outdated: Promise<string | null>
  /** Stops in order: no new requests, no new work, then the connections, then the database. */
  stop(): Promise<void>
}

/** Starts what the settings say over a database: API, worker. Ready when it returns; a failure closes the database. */
export async function runServer(
  { dataDir, url: databaseUrl, lock, close }: ServerDatabase,
  settings: Settings,
  log: Logger,
): Promise<Server> {
  const shutdown = new Shutdown(log)
  shutdown.add('database', 6000, close)
  const stop = () => shutdown.run()
  try {
    await migrate(databaseUrl, log)
    const role = await prepareRole(databaseUrl, log)
    const { database, pool } = connectDatabase(databaseUrl, {
      connections: settings.MUSTER_DATABASE_CONNECTIONS,
      log,
      role,
    })
    shutdown.add('connections', 1000, () => pool.end())
    const watching = new AbortController()
    shutdown.add('watch of the schema', 100, async () => watching.abort())
    const outdated = breakingMigration(pool, await newestVersion(), { log, signal: watching.signal })
    const masterKey = await openMasterKey(database, settings.MUSTER_MASTER_KEY, dataDir)
    const made = await createFirstAccount(pool, masterKey, settings, (given) =>
      keepCredentials(dataDir, given),
    )
    if (made !== null)
      log.info({ file: credentialsFile(dataDir) }, 'first account made; its credentials are in the file')
    const store = await openStore(settings)
    await store.probe().catch((error: Error) => {
      log.error({ storage: settings.MUSTER_STORAGE, error: error.message }, 'the storage takes no files')
    })
    const works = settings.MUSTER_ROLE !== 'api'
    const answers = settings.MUSTER_ROLE !== 'worker'
    const threads = new ExportThreads(settings)
    shutdown.add('export threads', 500, () => threads.close())
    const queue = new ExportQueue(databaseUrl, settings, log)
    shutdown.add('work queue', 1000, () => queue.stop())
    const reasonKeys = new ReasonKeys(database, masterKey)
    const metrics = new Metrics()
    const taskWatch = new TaskWatch(pool, log)
    const services: Services = {
      settings,
      database,
      pool,
      masterKey,
      reasonKeys,
      queue,
      store,
      taskWatch,
      metrics,
      log,
    }
    // The queue waits for PostgreSQL, the application for the processor.
    const [app] = await Promise.all([
      answers ? createApp(services) : null,
      queue.start().then(() => grantQueue(databaseUrl, role)),
    ])
    let probesUrl: string | null = null
    if (settings.MUSTER_PROBE_PORT !== undefined) {
      const probes = await createProbes(services)
      shutdown.add('probes', 500, () => probes.close())
      probesUrl = await probes.listen({ host: settings.MUSTER_HOST, port: settings.MUSTER_PROBE_PORT })
      log.info({ url: probesUrl }, 'probes answer')
    }

    if (works) {
      if (lock !== null) await resumeAlone(services, queue)
      await queue.work({
        run: async (job, signal) => {
          try {
            await (job.task_type === 'IMPORT'
              ? workOnImport(job, signal, { ...services, databaseUrl, role })
              : workOnTask(job, signal, {
                  ...services,
                  databaseUrl,
                  role,
                  threads,
                  isDatabaseOurs: lock !== null,
                }))
          } finally {
            // What could not be ordered is left to the sweep: the work on the task is done, or has failed of its own.
            await orderDeliveriesOf(pool, queue, job).catch((error: Error) =>
              log.warn({ task_id: job.task_id, error: error.message }, 'notice not ordered yet'),
            )
          }
        },
        deliver: (job, of) => deliverNotice(job, of, services),
        sweep: async () => {
          await sweep(services, settings.MUSTER_EXPORT_RECORD_SECONDS)
          const expired = await expireEvents(
            databaseUrl,
            await accountIds(pool),
            settings.MUSTER_AUDIT_RETENTION_DAYS,
          )
          if (expired > 0) log.info({ events: expired }, 'audit events past their time deleted')
          await orderLeftDeliveries(pool, queue)
          await sweepSightings(database)
          await sweepFailures(database)
          await sweepCounts(database)
        },
      })
    }
    let url: string | null = null
    if (app !== null) {
      shutdown.add('requests', 1000, () => app.close())
      url = await app.listen({ host: settings.MUSTER_HOST, port: settings.MUSTER_PORT })
      await updateEndpoint(dataDir, url)
      lock?.update({ url })
    }
    log.info({ url, role: settings.MUSTER_ROLE }, 'ready')
    // Not before: what they load would take the processor from the start.
    if (works) threads.warm(settings.MUSTER_EXPORT_CONCURRENCY)
    return { url, probesUrl, services, isFirstStart: made !== null, outdated, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
