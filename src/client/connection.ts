import { readCredentials } from '../credentials.ts'
import type { Connection } from './api-client.ts'
import { ClientError } from './client-error.ts'
import { DEFAULT_PROFILE, type Profile, readProfiles } from './profiles.ts'

/** A connection, and the project that is meant where none is named. */
export type Target = Connection & { readonly projectId: string | undefined }

interface Given {
  readonly endpoint?: string | undefined
  readonly project?: string | undefined
  readonly profile?: string | undefined
}

/**
 * Where a command calls and with what. Options come before `MUSTER_ENDPOINT`, `MUSTER_ACCESS_KEY` and
 * `MUSTER_SECRET_KEY`, these before the profile (`--profile`, `MUSTER_PROFILE`, else the one of `muster login` without a
 * name), and that before the `credentials.json` of the data directory.
 *
 * @throws ClientError saying what is missing and where it could come from
 */
export async function findTarget(
  given: Given,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Target> {
  const dataDir = environment['MUSTER_DATA_DIR'] || './data'
  const stored = (await profileOf(given, environment)) ?? (await readCredentials(dataDir))
  const endpoint = given.endpoint || environment['MUSTER_ENDPOINT'] || stored?.endpoint
  const accessKey = environment['MUSTER_ACCESS_KEY'] || stored?.access_key
  const secretKey = environment['MUSTER_SECRET_KEY'] || stored?.secret_key
  const projectId = given.project || stored?.project_id
  if (!endpoint) {
    throw new ClientError('noServer', dataDir)
  }
  if (accessKey && secretKey) return { endpoint, accessKey, secretKey, projectId }
  if (stored !== null && 'token' in stored && stored.token !== undefined)
    return { endpoint, token: stored.token, projectId }
  throw new ClientError('noKey')
}

async function profileOf({ profile }: Given, environment: NodeJS.ProcessEnv): Promise<Profile | null> {
  const name = profile || environment['MUSTER_PROFILE'] || ''
  const all = await readProfiles(environment)
  const found = all[name || DEFAULT_PROFILE]
  if (found === undefined) {
    if (name === '') return null
    throw new ClientError('noProfile', name, Object.keys(all).join(', '))
  }
  if (found.expires_at !== undefined && new Date(found.expires_at) <= new Date()) {
    throw new ClientError('profileEnded', name || DEFAULT_PROFILE)
  }
  return found
}
