import { Client, escapeIdentifier } from 'pg'
import { errorCode } from './error-code.ts'

/**
 * Sees that the database `name` is there. `isNew`: the cluster was made just now, so that it cannot be; otherwise it
 * is missing only where a crash came between.
 */
export async function ensureDatabase(
  urlOf: (name: string) => string,
  name: string,
  isNew: boolean,
): Promise<void> {
  if (!isNew && (await exists(urlOf(name)))) return
  await withClient(urlOf('postgres'), async (client) => {
    await client.query(`CREATE DATABASE ${escapeIdentifier(name)}`)
  })
}

async function exists(url: string): Promise<boolean> {
  try {
    await withClient(url, async () => {})
    return true
  } catch (error) {
    // invalid_catalog_name
    if (errorCode(error) === '3D000') return false
    throw error
  }
}

async function withClient(connectionString: string, use: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await use(client)
  } finally {
    await client.end()
  }
}
