import type { Settings } from '../config.ts'
import { type StoredCredentials, credentialsFile, readCredentials } from '../credentials.ts'
import { findUser } from '../iam/sign-in.ts'
import { makeSignInLink } from '../iam/sign-in-link.ts'
import type { Server } from '../server.ts'
import { words } from './words.ts'

/** After the first start, on a terminal: how to sign in. Elsewhere the log says where the file is. */
export async function showCredentials(server: Server, settings: Settings): Promise<void> {
  if (!process.stderr.isTTY) return
  const stored = await readCredentials(settings.MUSTER_DATA_DIR)
  if (stored === null) return
  const link = await signInLink(server, stored)
  const lines = Object.entries(stored).map(([name, value]) => `  ${name.padEnd(12)}${value}`)
  process.stderr.write(
    `\n${words.cli.firstStart(credentialsFile(settings.MUSTER_DATA_DIR))}\n${lines.join('\n')}\n` +
      `${link === null ? '' : `\n${words.cli.signInLink(link)}\n`}\n`,
  )
}

async function signInLink(server: Server, stored: StoredCredentials): Promise<string | null> {
  if (server.url === null) return null
  const { pool, database } = server.services
  const caller = await findUser(database, stored.account, stored.user)
  return caller === null ? null : await makeSignInLink(pool, server.url, caller)
}
