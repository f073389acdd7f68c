import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'

import { ApiClient } from '../src/client/api-client.ts'
import type { StoredCredentials } from '../src/credentials.ts'

const muster = new URL('../bin/muster', import.meta.url).pathname

/** A server of a bench's own, as an operator starts it. */
export interface BenchServer {
  readonly pid: number
  readonly env: NodeJS.ProcessEnv
  readonly dataDir: string
  readonly projectId: string
  /** Signs as the administrator. */
  readonly client: ApiClient
}

/**
 * Does something with a server on embedded PostgreSQL. The limits are lifted: requests without pause are not what they are
 * for.
 *
 * @param users made before the server starts, where the folder is new
 * @param dataDir is kept; absent: a temporary folder, which is not
 */
export async function withBenchServer<T>(
  { users = 0, dataDir: kept }: { users?: number; dataDir?: string | undefined },
  work: (server: BenchServer) => Promise<T>,
): Promise<T> {
  const dataDir = kept ?? (await mkdtemp(path.join(tmpdir(), 'muster-bench-')))
  const env = {
    ...process.env,
    MUSTER_DATA_DIR: dataDir,
    MUSTER_PORT: '0',
    MUSTER_LOG_LEVEL: 'info',
    MUSTER_LIMIT_REQUESTS_PER_SECOND: '0',
    MUSTER_LIMIT_ACCOUNT_REQUESTS_PER_SECOND: '0',
    MUSTER_LIMIT_EXPORTS: '0',
  }
  try {
    if (users > 0 && !existsSync(path.join(dataDir, 'credentials.json'))) await seed(users, env)
    const server = spawn(muster, ['serve'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    try {
      for await (const line of createInterface({ input: server.stdout })) {
        if (line.includes('"msg":"ready"')) break
      }
      // The log goes on; nobody reads it.
      server.stdout.resume()
      const file = await readFile(path.join(dataDir, 'credentials.json'), 'utf8')
      const { endpoint, access_key, secret_key, project_id } = JSON.parse(file) as StoredCredentials
      const client = new ApiClient({ endpoint, accessKey: access_key, secretKey: secret_key })
      return await work({ pid: server.pid ?? 0, env, dataDir, projectId: project_id, client })
    } finally {
      server.kill('SIGTERM')
      await new Promise((resolve) => server.once('exit', resolve))
    }
  } finally {
    if (kept === undefined) await rm(dataDir, { recursive: true })
  }
}

async function seed(users: number, env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(muster, ['seed', '--users', String(users)], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  for await (const chunk of child.stdout) output += String(chunk)
  console.log(JSON.stringify({ step: 'seed', ...(JSON.parse(output) as object) }))
}
