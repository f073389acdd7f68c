import pg from 'pg'

import type { Logger } from '../log.ts'
import { markLeakproof } from './leakproof.ts'

/** The role that serves requests: it owns nothing, so row-level security holds for it whatever the owner is. */
const APPLICATION_ROLE = 'muster_app'

interface Standing {
  readonly name: string
  readonly bypasses: boolean
  readonly role_exists: boolean
}

/**
 * Makes the application role where it may be made, gives it what it needs, and says which role requests are to
 * be served under.
 *
 * @param url of the role that owns the tables
 * @returns the role to take; null: the owner's own, which is then under the same forced policies
 * @throws Error where the owner bypasses row-level security and no other role can be taken
 */
export async function prepareRole(url: string, log: Logger): Promise<string | null> {
  const client = new pg.Client({ connectionString: url, application_name: 'muster roles' })
  await client.connect()
  try {
    const standing = await standingOf(client)
    await markLeakproof(client, log)
    if (await takeRole(client, standing)) {
      await grant(client)
      return APPLICATION_ROLE
    }
    if (standing.bypasses) {
      throw new Error(
        `The database role ${standing.name} passes over row-level security and may not take another role. ` +
          `Use a role without SUPERUSER and BYPASSRLS, or one that may create and take ${APPLICATION_ROLE}.`,
      )
    }
    log.warn(
      { role: standing.name },
      `requests are served under the role that owns the tables, kept in its account by forced row-level security; ` +
        `let it create a role (CREATEROLE), or create ${APPLICATION_ROLE} and grant it, for a second fence`,
    )
    return null
  } finally {
    await client.end()
  }
}

async function standingOf(client: pg.Client): Promise<Standing> {
  const { rows } = await client.query<Standing>(
    `SELECT rolname AS name, rolsuper OR rolbypassrls AS bypasses,
       EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS role_exists
     FROM pg_roles WHERE rolname = current_user`,
    [APPLICATION_ROLE],
  )
  const [standing] = rows
  if (standing === undefined) throw new Error('The database does not say which role this is')
  return standing
}

/** Whether the application role can be taken, after making it where it is missing. */
async function takeRole(client: pg.Client, standing: Standing): Promise<boolean> {
  try {
    if (!standing.role_exists) await createRole(client)
    await client.query(`SET ROLE ${APPLICATION_ROLE}`)
    await client.query('RESET ROLE')
    return true
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === INSUFFICIENT_PRIVILEGE) return false
    throw error
  }
}

const INSUFFICIENT_PRIVILEGE = '42501'
const DUPLICATE_OBJECT = '42710'
const UNIQUE_VIOLATION = '23505'

async function createRole(client: pg.Client): Promise<void> {
  try {
    await client.query(
      `CREATE ROLE ${APPLICATION_ROLE} NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE`,
    )
  } catch (error) {
    // Another process, or another Muster on the same server, was first.
    const known =
      error instanceof pg.DatabaseError && [DUPLICATE_OBJECT, UNIQUE_VIOLATION].includes(error.code ?? '')
    if (!known) throw error
  }
  // From PostgreSQL 16 on, to create a role does not mean to be allowed to take it.
  await client.query(`GRANT ${APPLICATION_ROLE} TO current_user`)
}

/** What requests need. Audit events can be added and read, by nobody changed or deleted. */
async function grant(client: pg.Client): Promise<void> {
  // Several processes may start at once; grants at the same time disturb each other ("tuple concurrently updated").
  await client.query('BEGIN')
  await client.query('SELECT pg_advisory_xact_lock($1)', [0x726f_6c65])
  await client.query(`GRANT USAGE ON SCHEMA public TO ${APPLICATION_ROLE}`)
  await client.query(
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${APPLICATION_ROLE}`,
  )
  await client.query(`REVOKE UPDATE, DELETE ON audit_events FROM ${APPLICATION_ROLE}`)
  await client.query(`REVOKE INSERT, UPDATE, DELETE ON schema_migrations FROM ${APPLICATION_ROLE}`)
  await client.query('COMMIT')
}

/**
 * Lets requests order work in the queue's own schema, which pg-boss makes after ours.
 *
 * @param role that {@link prepareRole} returned
 */
export async function grantQueue(url: string, role: string | null): Promise<void> {
  if (role === null) return
  const client = new pg.Client({ connectionString: url, application_name: 'muster roles' })
  await client.connect()
  try {
    await client.query('BEGIN')
    await client.query('SELECT pg_advisory_xact_lock($1)', [0x726f_6c65])
    await client.query(`GRANT USAGE ON SCHEMA pgboss TO ${role}`)
    await client.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgboss TO ${role}`)
    await client.query('COMMIT')
  } finally {
    await client.end()
  }
}
