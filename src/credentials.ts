import { readFile } from 'node:fs/promises'
import path from 'node:path'

import type { Credentials } from './iam/credentials.ts'
import { writePrivateFile } from './private-file.ts'

/** The administrator's credentials, and where the server last answered. */
export interface StoredCredentials extends Credentials {
  /** Base URL of the API. */
  endpoint: string
}

/** Where the credentials of the first account are kept: `<data>/credentials.json`, mode 0600. */
export const credentialsFile = (dataDir: string): string =>
  path.join(path.resolve(dataDir), 'credentials.json')

/** Keeps the credentials of a first account; where it answers is not known yet. */
export async function keepCredentials(dataDir: string, credentials: Credentials): Promise<void> {
  await write(dataDir, { ...credentials, endpoint: '' })
}

/** Writes down where the server answers now; without a file (another process made the account) nothing. */
export async function updateEndpoint(dataDir: string, endpoint: string): Promise<void> {
  const stored = await readCredentials(dataDir)
  if (stored !== null && stored.endpoint !== endpoint) await write(dataDir, { ...stored, endpoint })
}

/** The stored credentials; null: there are none. */
export async function readCredentials(dataDir: string): Promise<StoredCredentials | null> {
  try {
    return JSON.parse(await readFile(credentialsFile(dataDir), 'utf8')) as StoredCredentials
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

const write = (dataDir: string, credentials: StoredCredentials) =>
  writePrivateFile(credentialsFile(dataDir), `${JSON.stringify(credentials, null, 2)}\n`)
