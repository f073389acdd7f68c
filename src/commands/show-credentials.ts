import type { Settings } from '../config.ts'
import { credentialsFile, readCredentials } from '../credentials.ts'
import type { Server } from '../server.ts'
import { words } from './words.ts'

/** At the first start on a terminal: how to sign in. Elsewhere the log says where the file is. */
export async function showCredentials(server: Server, settings: Settings): Promise<void> {
  if (!server.isFirstStart || !process.stderr.isTTY) return
  const stored = await readCredentials(settings.MUSTER_DATA_DIR)
  if (stored === null) return
  const lines = Object.entries(stored).map(([name, value]) => `  ${name.padEnd(12)}${value}`)
  process.stderr.write(
    `\n${words.cli.firstStart(credentialsFile(settings.MUSTER_DATA_DIR))}\n${lines.join('\n')}\n\n`,
  )
}
