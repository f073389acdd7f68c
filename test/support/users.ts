import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'

import type { Muster } from './acceptance.ts'
import { runSql } from './sql.ts'

/** A user to be created; `user_name` apart everything may be left out. */
export interface NewUser {
  readonly user_name: string
  readonly active_type?: string
  readonly user_email?: string
  readonly [field: string]: unknown
}

/** Creates users by BatchCreateUsers, giving each what its activation type needs. */
export async function createUsers(muster: Muster, users: readonly NewUser[]): Promise<void> {
  for (let from = 0; from < users.length; from += 200) {
    const answer = await muster.call('POST /v2/{p}/users/batch-create', {
      body: { users: users.slice(from, from + 200).map(complete) },
    })
    assert.equal(answer.status, 200, answer.text)
  }
}

const complete = (user: NewUser, index: number): NewUser =>
  user.active_type === 'ADMIN_ACTIVATE'
    ? { password: 'Passw0rd!', ...user }
    : { user_email: `user${index}@example.com`, ...user }

/** Sets columns of a user that no operation sets yet, such as `locked` or `total_desktops`. */
export async function setUser(
  muster: Muster,
  userName: string,
  columns: Readonly<Record<string, unknown>>,
): Promise<void> {
  const names = Object.keys(columns)
  const changes = names.map((name, index) => `${name} = $${index + 2}`).join(', ')
  const changed = await runSql(muster, `UPDATE users SET ${changes} WHERE user_name = $1 RETURNING id`, [
    userName,
    ...Object.values(columns),
  ])
  assert.equal(changed.length, 1, `no user ${userName}`)
}

/** The ID of a user by its name. */
export async function userId(muster: Muster, userName: string): Promise<string> {
  const answer = await muster.call(`GET /v2/{p}/users?user_names=${encodeURIComponent(userName)}`)
  const [user] = answer.json<{ users: { id: string }[] }>().users
  assert.ok(user, userName)
  return user.id
}

/** Makes a user group. @returns its ID */
export async function createGroup(muster: Muster, name: string): Promise<string> {
  const id = randomUUID().replaceAll('-', '')
  await runSql(muster, 'INSERT INTO user_groups (project_id, id, name) VALUES ($1, $2, $3)', [
    muster.project,
    id,
    name,
  ])
  return id
}

/** Makes an enterprise project in the administrator's account. */
export async function createEnterpriseProject(muster: Muster, id: string): Promise<void> {
  await runSql(
    muster,
    'INSERT INTO enterprise_projects (account_id, id, name) SELECT account_id, $1, $1 FROM projects WHERE id = $2',
    [id, muster.project],
  )
}

/**
 * Puts many users into the directory at once, named `many000001` and so on, each with text that hardly packs. It
 * stands in columns without an index, which would take most of the time.
 */
export async function plantUsers(
  muster: Pick<Muster, 'databaseUrl' | 'project'>,
  count: number,
): Promise<void> {
  await runSql(
    muster,
    `INSERT INTO users (project_id, id, user_name, user_email, user_phone)
     SELECT $1, md5('id' || n), 'many' || lpad(n::text, greatest(6, length(n::text)), '0'), md5(n::text) || md5('a' || n) || '@example.com',
       md5('b' || n)
     FROM generate_series(1, $2::int) AS n`,
    [muster.project, count],
  )
}

/** Renames planted users all the time, from one end of the order to the other and back. */
export function keepRenaming(muster: Muster): { stop(): Promise<void> } {
  const stopped = new AbortController()
  const renaming = (async () => {
    while (!stopped.signal.aborted) {
      await runSql(
        muster,
        `UPDATE users SET user_name = translate(left(user_name, 1), 'mz', 'zm') || substr(user_name, 2)
         WHERE id IN (SELECT id FROM users WHERE user_name ~ '^[mz]any' ORDER BY random() LIMIT 300)`,
      )
    }
  })()
  return {
    stop: async () => {
      stopped.abort()
      await renaming
    },
  }
}
