import type { ApiClient } from '../../src/client/api-client.ts'
import { orderExport } from '../../src/client/export-users.ts'
import { downloadTask, waitForTask } from '../support/exports-by-client.ts'
import { credentials } from '../support/settings.ts'
import { runSql } from '../support/sql.ts'
import { faultsOfSnapshot } from './change-log.ts'
import { readColumns } from './read-columns.ts'
import { startWriters } from './writers.ts'

export interface SnapshotOptions {
  readonly databaseUrl: string
  readonly client: ApiClient
  readonly users: number
  readonly writers: number
  readonly exports: number
  readonly seed: number
  readonly tell: (line: string) => void
}

/** What came of it: figures, and what is wrong, in sentences. */
export interface SnapshotReport {
  readonly exports: number
  readonly changes: number
  readonly faults: readonly string[]
}

const { project_id: project } = credentials

/** Exports a directory again and again that writers change without pause, and holds each export against what they did. */
export async function checkSnapshots(options: SnapshotOptions): Promise<SnapshotReport> {
  const { databaseUrl, client } = options
  await runSql(
    { databaseUrl },
    `INSERT INTO users (project_id, id, user_name, description)
     SELECT $1, 'u' || n, 'm-u' || n, '0' FROM generate_series(1, $2::int) AS n`,
    [project, options.users],
  )
  const ids = Array.from({ length: options.users }, (_, index) => `u${index + 1}`)
  const initial = new Map(ids.map((id) => [id, 0]))
  const writing = startWriters(databaseUrl, project, ids, options)
  const exported: { rows: (readonly [string, number])[]; total: number; instant: number }[] = []
  try {
    for (let done = 1; done <= options.exports; done++) {
      const id = await orderExport(client, project, { active_type: 'ALL', language: 'en_US' })
      const task = await waitForTask(client, id)
      const { bytes } = await downloadTask(client, id)
      const cells = await readColumns(bytes, ['User ID', 'Description'])
      const rows = cells.map(([user = '', version = '']) => [user, Number(version)] as const)
      exported.push({ rows, total: task.rows_total ?? 0, instant: Date.parse(task.snapshot_time ?? '') })
      options.tell(`${done} exports, ${rows.length} users in the last, ${writing.changes.length} changes`)
    }
  } finally {
    await writing.stop()
  }
  const faults = exported.flatMap(({ rows, total, instant }, index) => [
    ...(rows.length === total ? [] : [`${rows.length} rows, and ${total} were counted`]),
    ...faultsOfSnapshot(writing.changes, rows, initial, instant).map(
      (fault) => `export ${index + 1}: ${fault}`,
    ),
  ])
  return { exports: exported.length, changes: writing.changes.length, faults }
}
