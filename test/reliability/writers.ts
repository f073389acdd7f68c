import pg from 'pg'

import { Random } from '../../src/directory/sample/random.ts'
import type { Change } from './change-log.ts'

const now = () => performance.timeOrigin + performance.now()

/** Writers that change the directory without pause, each its own users, until told to stop. */
export interface Writers {
  /** What was changed so far. */
  readonly changes: readonly Change[]
  stop(): Promise<void>
}

/**
 * Renames users from one end of the order to the other, moves them between enterprise projects, deletes and creates some; each
 * change gives the user's description its next number.
 *
 * @param users IDs of those that there are, each with the version 0
 */
export function startWriters(
  databaseUrl: string,
  project: string,
  users: readonly string[],
  { writers, seed }: { writers: number; seed: number },
): Writers {
  const changes: Change[] = []
  const stopped = new AbortController()
  const all = Array.from({ length: writers }, (_, index) => {
    const own = users.filter((_user, at) => at % writers === index)
    return write(
      { databaseUrl, project, own, random: new Random(seed * 1000 + index), name: `w${index}` },
      changes,
      stopped.signal,
    )
  })
  return {
    changes,
    stop: async () => {
      stopped.abort()
      await Promise.all(all)
    },
  }
}

interface Writer {
  readonly databaseUrl: string
  readonly project: string
  readonly own: string[]
  readonly random: Random
  readonly name: string
}

async function write(
  { databaseUrl, project, own, random, name }: Writer,
  changes: Change[],
  signal: AbortSignal,
): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'writer' })
  await client.connect()
  const versions = new Map(own.map((id) => [id, 0]))
  try {
    for (let turn = 0; !signal.aborted; turn++) {
      await client.query('BEGIN')
      const at = random.below(own.length)
      const id = own[at] ?? ''
      const next = (versions.get(id) ?? 0) + 1
      const made: Omit<Change, 'before' | 'after'>[] = []
      switch (random.below(10)) {
        case 0: {
          await client.query('DELETE FROM users WHERE project_id = $1 AND id = $2', [project, id])
          own.splice(at, 1)
          made.push({ userId: id, version: null })
          break
        }
        case 1: {
          const created = `${name}-${turn}`
          await client.query(
            `INSERT INTO users (project_id, id, user_name, description) VALUES ($1, $2, $3, '0')`,
            [project, created, `${random.pick(['a', 'm', 'z'])}-${created}`],
          )
          own.push(created)
          versions.set(created, 0)
          made.push({ userId: created, version: 0 })
          break
        }
        case 2: {
          // Two at once: both or none are to be seen.
          const other = own[(at + 1) % own.length] ?? ''
          for (const each of new Set([id, other]))
            made.push({ userId: each, version: (versions.get(each) ?? 0) + 1 })
          for (const { userId, version } of made) await update(client, project, userId, version, random)
          break
        }
        default:
          await update(client, project, id, next, random)
          made.push({ userId: id, version: next })
      }
      for (const { userId, version } of made) if (version !== null) versions.set(userId, version)
      const before = now()
      await client.query('COMMIT')
      const after = now()
      changes.push(...made.map((change) => ({ ...change, before, after })))
    }
  } finally {
    await client.end()
  }
}

/** Renames a user to another end of the order and moves it to another enterprise project. */
async function update(
  client: pg.Client,
  project: string,
  id: string,
  version: number | null,
  random: Random,
): Promise<void> {
  await client.query(
    `UPDATE users SET user_name = $3 || '-' || id, enterprise_project_id = $4, description = $5
     WHERE project_id = $1 AND id = $2`,
    [project, id, random.pick(['a', 'm', 'z']), random.pick(['0', 'one', 'two']), String(version)],
  )
}
