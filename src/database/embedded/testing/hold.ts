// A Muster of its own, for tests that kill it:  node hold.ts lock|start <data directory> [way]
// Prints one line of JSON, { pid?, error? }, when it holds the lock (and PostgreSQL runs), and ends with its stdin.
import { once } from 'node:events'
import { acquireLock, startEmbeddedDatabase } from '../index.ts'

const [what, dataDir = '', wanted] = process.argv.slice(2)
const way = (['namespace', 'capability', 'other-user'] as const).find((one) => one === wanted)
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

try {
  const lock = await acquireLock(dataDir, { command: 'hold' })
  const database =
    what === 'start' ? await startEmbeddedDatabase({ lock, log: quiet, ...(way && { way }) }) : null
  console.log(JSON.stringify({ pid: database?.pid() ?? 0 }))
  await once(process.stdin.resume(), 'end')
  await database?.stop()
  lock.release()
} catch (error) {
  console.log(JSON.stringify({ error: error instanceof Error ? error.message : String(error) }))
}
