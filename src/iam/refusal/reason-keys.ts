import { randomBytes } from 'node:crypto'

import { sql } from 'kysely'

import type { Database } from '../../database/connect.ts'
import type { MasterKey } from '../master-key.ts'

const KEY_LENGTH = 32
/** How long a process goes on with the newest key that it knows, in milliseconds. */
const KNOWN_FOR_MS = 30_000

/** A key that seals reasons of refusals. */
export interface ReasonKey {
  readonly id: number
  readonly key: Buffer
}

/**
 * The keys that seal the reasons of refusals, kept in the database and sealed there with the master key. The newest
 * one seals; a retired one opens what it sealed, until it is removed.
 */
export class ReasonKeys {
  readonly #database: Database
  readonly #masterKey: MasterKey
  readonly #known = new Map<number, Buffer>()
  #current: { readonly key: ReasonKey; readonly until: number } | null = null

  constructor(database: Database, masterKey: MasterKey) {
    this.#database = database
    this.#masterKey = masterKey
  }

  /** The key to seal with; the first is made here. */
  async current(): Promise<ReasonKey> {
    if (this.#current !== null && this.#current.until > Date.now()) return this.#current.key
    const key = (await this.#newest()) ?? (await this.rotate())
    this.#current = { key, until: Date.now() + KNOWN_FOR_MS }
    return key
  }

  /** The key of an ID, retired or not; undefined: removed, or never there. */
  async find(id: number): Promise<Buffer | undefined> {
    // Asked for each time: a key that was removed must not open anything any more.
    const row = await this.#database
      .selectFrom('refusal_keys')
      .select(['id', 'sealed_key'])
      .where('id', '=', id)
      .executeTakeFirst()
    return row === undefined ? undefined : this.#open(row.id, row.sealed_key)
  }

  /** Makes a new key; those before are retired and still open what they sealed. */
  async rotate(): Promise<ReasonKey> {
    const key = randomBytes(KEY_LENGTH)
    const made = await this.#database.transaction().execute(async (transaction) => {
      await transaction
        .updateTable('refusal_keys')
        .set({ retired_at: sql<Date>`now()` })
        .where('retired_at', 'is', null)
        .execute()
      return await transaction
        .insertInto('refusal_keys')
        .values({ sealed_key: this.#masterKey.seal(key.toString('base64'), PURPOSE) })
        .returning('id')
        .executeTakeFirstOrThrow()
    })
    this.#current = null
    return { id: made.id, key }
  }

  /** Every key that still opens something, newest first. */
  async list(): Promise<{ id: number; created_at: Date; retired_at: Date | null }[]> {
    return await this.#database
      .selectFrom('refusal_keys')
      .select(['id', 'created_at', 'retired_at'])
      .orderBy('id', 'desc')
      .execute()
  }

  /**
   * Removes a retired key: what it sealed opens no more.
   *
   * @returns whether there was such a key
   */
  async remove(id: number): Promise<boolean> {
    const { numDeletedRows } = await this.#database
      .deleteFrom('refusal_keys')
      .where('id', '=', id)
      .where('retired_at', 'is not', null)
      .executeTakeFirst()
    return numDeletedRows === 1n
  }

  async #newest(): Promise<ReasonKey | undefined> {
    const row = await this.#database
      .selectFrom('refusal_keys')
      .select(['id', 'sealed_key'])
      .where('retired_at', 'is', null)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row === undefined ? undefined : { id: row.id, key: this.#open(row.id, row.sealed_key) }
  }

  #open(id: number, sealed: Buffer): Buffer {
    const known = this.#known.get(id)
    if (known !== undefined) return known
    const key = Buffer.from(this.#masterKey.open(sealed, PURPOSE), 'base64')
    this.#known.set(id, key)
    return key
  }
}

const PURPOSE = 'reasons of refusals'

/**
 * Seals the keys of refusals under another master key.
 *
 * @returns how many
 */
export async function resealReasonKeys(
  transaction: Database,
  old: MasterKey,
  next: MasterKey,
): Promise<number> {
  const keys = await transaction.selectFrom('refusal_keys').select(['id', 'sealed_key']).forUpdate().execute()
  for (const { id, sealed_key } of keys) {
    await transaction
      .updateTable('refusal_keys')
      .set({ sealed_key: next.seal(old.open(sealed_key, PURPOSE), PURPOSE) })
      .where('id', '=', id)
      .execute()
  }
  return keys.length
}
