import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

import pg from 'pg'

import { TEMPLATE } from './settings.ts'

/** A database of a test file's own: a clone of the template, dropped by {@link drop}. */
export interface TestDatabase {
  readonly url: string
  drop(): Promise<void>
}

/** Clones the template database. Needs the global set-up: run tests by `npm test -- FILE`. */
export const cloneDatabase = (): Promise<TestDatabase> => cloneOf(TEMPLATE)

/** Makes a database with nothing in it. */
export const emptyDatabase = (): Promise<TestDatabase> => cloneOf('template1')

/** Clones a template. */
export async function cloneOf(template: string): Promise<TestDatabase> {
  const base = process.env['MUSTER_TEST_DATABASE_URL']
  if (base === undefined) throw new Error('Run tests by npm run test:run, which starts their PostgreSQL')
  const name = `test_${randomBytes(8).toString('hex')}`
  await cloneWhenFree(base, `CREATE DATABASE ${name} TEMPLATE ${template}`)
  return { url: databaseUrl(base, name), drop: () => administer(base, `DROP DATABASE ${name} WITH (FORCE)`) }
}

/** Another clone, or autovacuum, may be connected to the template for a moment. */
async function cloneWhenFree(base: string, statement: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await administer(base, statement)
      return
    } catch (error) {
      const busy = error instanceof pg.DatabaseError && error.code === '55006'
      if (!busy || attempt === 50) throw error
      await sleep(100)
    }
  }
}

export async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** The URL of another database of the same server. (One over a unix socket has no host: no WHATWG URL.) */
export const databaseUrl = (base: string, name: string): string => base.replace('/muster?', `/${name}?`)
