import path from 'node:path'

import { defineCommand } from 'citty'

import { ApiClient } from '../client/api-client.ts'
import { downloadFile } from '../client/download.ts'
import { orderExport, waitForTask } from '../client/export-users.ts'
import { type Settings, readSettings } from '../config.ts'
import { type StoredCredentials, readCredentials } from '../credentials.ts'
import { readLock } from '../database/embedded/index.ts'
import { loadSample } from '../directory/sample/load-sample.ts'
import { CHINESE_MARK } from '../directory/sample/sample-users.ts'
import { createLog } from '../log.ts'
import { startServer } from '../start-server.ts'
import { commonArgs } from './common-args.ts'
import { findProject } from './find-project.ts'
import { withDatabase } from './open-database.ts'
import { ProgressLine } from './progress.ts'
import { words } from './words.ts'

const SAMPLE_USERS = 10_000

/** What the demonstration exports: everybody in English, the Chinese half in Chinese. */
const EXPORTS = [
  { active_type: 'ALL', language: 'en_US' },
  { active_type: 'ALL', language: 'zh_CN', description: CHINESE_MARK },
] as const

/** `muster demo`: the main job from nothing to two workbooks in the current folder. */
export const demo = defineCommand({
  meta: { name: 'demo', description: words.cli.demo },
  args: commonArgs,
  async run() {
    const settings = readSettings()
    const stop = await ensureServer(settings)
    try {
      await seedIfEmpty(settings)
      const credentials = await readCredentials(settings.MUSTER_DATA_DIR)
      if (credentials === null) throw new Error(words.cli.credentialsMissing(settings.MUSTER_DATA_DIR))
      for (const filter of EXPORTS) await exportOnce(credentials, filter)
      say(words.cli.demoNext(credentials.endpoint))
    } finally {
      await stop()
    }
  },
})

/** The running server of the data directory, else one of our own on any free port. Returns how to stop it. */
async function ensureServer(settings: Settings): Promise<() => Promise<void>> {
  const holder = readLock(path.resolve(settings.MUSTER_DATA_DIR))
  if (holder?.url !== undefined) {
    say(words.cli.demoUses(holder.url))
    return async () => {}
  }
  say(words.cli.demoStarts(path.resolve(settings.MUSTER_DATA_DIR)))
  const log = createLog('warn', 'stderr')
  const server = await startServer({ ...settings, MUSTER_PORT: 0, MUSTER_ROLE: 'all' }, log, 'demo')
  return () => server.stop()
}

async function seedIfEmpty(settings: Settings): Promise<void> {
  const line = new ProgressLine('seed')
  await withDatabase(settings, createLog('warn', 'stderr'), 'demo', async (client, url) => {
    const project = await findProject(client, (await readCredentials(settings.MUSTER_DATA_DIR))?.project_id)
    const { rowCount } = await client.query('SELECT FROM users WHERE project_id = $1 LIMIT 1', [project.id])
    if (rowCount !== 0) return
    const began = performance.now()
    await loadSample(url, { project, users: SAMPLE_USERS, seed: 1 }, (rows) =>
      line.update({ rows, total: SAMPLE_USERS }),
    )
    line.end()
    say(words.cli.seeded(SAMPLE_USERS, 0, project.name, (performance.now() - began) / 1000))
  })
}

async function exportOnce(credentials: StoredCredentials, filter: (typeof EXPORTS)[number]): Promise<void> {
  const client = new ApiClient({
    endpoint: credentials.endpoint,
    accessKey: credentials.access_key,
    secretKey: credentials.secret_key,
  })
  const projectId = credentials.project_id
  const began = performance.now()
  const line = new ProgressLine('export')
  const taskId = await orderExport(client, projectId, filter)
  const task = await waitForTask(client, projectId, taskId, {
    signal: AbortSignal.timeout(3_600_000),
    report: ({ rows_written, rows_total }) => line.update({ rows: rows_written, total: rows_total }),
  })
  line.end()
  const name = filter.language === 'en_US' ? 'users-all.xlsx' : 'users-zh_CN.xlsx'
  const file = path.resolve(name)
  await downloadFile(
    client,
    { projectId, taskId, sha256: task.sha256 ?? '', size: task.file_size ?? 0 },
    file,
  )
  say(words.cli.exported(file, task.rows_total ?? 0, task.file_size ?? 0, (performance.now() - began) / 1000))
}

const say = (sentence: string) => process.stdout.write(`${sentence}\n`)
