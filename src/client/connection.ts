import { readCredentials } from '../credentials.ts'
import type { Connection } from './api-client.ts'

/** A connection, and the project that is meant where none is named. */
export interface Target extends Connection {
  readonly projectId: string | undefined
}

/**
 * Where a command calls and with what: options before `MUSTER_ENDPOINT`, `MUSTER_ACCESS_KEY` and
 * `MUSTER_SECRET_KEY`, and these before the `credentials.json` of the data directory.
 *
 * @throws Error saying what is missing and where it could come from
 */
export async function findTarget(
  given: { endpoint?: string | undefined; project?: string | undefined },
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Target> {
  const dataDir = environment['MUSTER_DATA_DIR'] || './data'
  const stored = await readCredentials(dataDir)
  const endpoint = given.endpoint || environment['MUSTER_ENDPOINT'] || stored?.endpoint
  const accessKey = environment['MUSTER_ACCESS_KEY'] || stored?.access_key
  const secretKey = environment['MUSTER_SECRET_KEY'] || stored?.secret_key
  if (!endpoint) {
    throw new Error(
      `No server is known. Give --endpoint or MUSTER_ENDPOINT, or start one here (muster serve): ${dataDir} has no credentials.json with an endpoint.`,
    )
  }
  if (!accessKey || !secretKey) {
    throw new Error('No access key is known. Set MUSTER_ACCESS_KEY and MUSTER_SECRET_KEY.')
  }
  return { endpoint, accessKey, secretKey, projectId: given.project || stored?.project_id }
}
