import { sql } from 'kysely'

import type { Database } from '../../database/connect.ts'
import type { Logger } from '../../log.ts'

/** How often a process tells the others what it has counted, and learns what they have. */
const SETTLED_EVERY_MS = 100

/** What it counts no longer a process asks for in every tenth settlement: many addresses may have failed once. */
const QUIET_ROUNDS = 10

/** So much of something, in each second or each minute. */
export interface Limit {
  readonly name: string
  /** 0: any number. */
  readonly most: number
  readonly seconds: 1 | 60
}

interface Window {
  readonly name: string
  readonly subject: string
  readonly begin: number
  readonly end: number
  /** What all processes had counted when this one last settled. */
  settled: number
  /** What this process has counted since. */
  pending: number
}

/**
 * Counts in windows of time, fixed to the clock's seconds and minutes, shared by all processes over one database.
 *
 * A request is counted in memory, so that it costs no statement; ten times a second what was counted is added to the
 * table limit_counts, which answers with everybody's total. One process alone is exact. Of several, each lets pass
 * what comes before it next hears of the others: a tenth of a second's requests while it counts itself. Where it has
 * counted in a minute and does no longer, it hears of the others once a second; where it has not counted at all, with
 * the first that it counts. Two windows that meet may each be used up: twice the limit can pass around their border.
 */
export class SharedCounts {
  readonly #database: Database
  readonly #log: Logger
  readonly #windows = new Map<string, Window>()
  readonly #timer: NodeJS.Timeout
  #settling: Promise<void> | null = null
  #round = 0

  constructor(database: Database, log: Logger) {
    this.#database = database
    this.#log = log
    this.#timer = setInterval(() => void this.#settleOnce(), SETTLED_EVERY_MS)
    this.#timer.unref()
  }

  /** Seconds until a limit that is used up is free again; null where it is not used up. */
  secondsUntilFree({ name, most, seconds }: Limit, subject: string, now = Date.now()): number | null {
    if (most === 0) return null
    const window = this.#windows.get(keyOf(name, subject, beginOf(now, seconds)))
    if (window === undefined || window.settled + window.pending < most) return null
    return Math.max(1, Math.ceil((window.end - now) / 1000))
  }

  /** Counts one. */
  add({ name, most, seconds }: Limit, subject: string, now = Date.now()): void {
    if (most === 0) return
    const begin = beginOf(now, seconds)
    const key = keyOf(name, subject, begin)
    const window = this.#windows.get(key)
    if (window !== undefined) window.pending++
    else {
      const end = begin + seconds * 1000
      this.#windows.set(key, { name, subject, begin, end, settled: 0, pending: 1 })
    }
  }

  /** Ends after what is under way. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#settling
  }

  async #settleOnce(): Promise<void> {
    // A database that takes longer than the interval is not asked again meanwhile.
    if (this.#settling !== null) return
    this.#settling = this.#settle()
    await this.#settling
    this.#settling = null
  }

  async #settle(): Promise<void> {
    const now = Date.now()
    // What a window that is over holds matters to nobody any more.
    for (const [key, { end }] of this.#windows) if (end <= now) this.#windows.delete(key)
    const quietToo = this.#round++ % QUIET_ROUNDS === 0
    const due = [...this.#windows.values()].filter(
      ({ pending, begin, end }) => pending > 0 || (quietToo && end - begin > 1000),
    )
    if (due.length === 0) return
    const counted = due.map(({ pending }) => pending)
    try {
      const totals = await addAll(this.#database, due, counted)
      for (const [index, window] of due.entries()) {
        window.settled = totals.get(keyOf(window.name, window.subject, window.begin)) ?? window.settled
        window.pending -= counted[index] ?? 0
      }
    } catch (error) {
      // Each process then limits by what itself has counted.
      this.#log.warn({ error: String(error) }, 'limits could not be settled with other processes')
    }
  }
}

/** Adds to many counts in one statement. @returns the totals, by key */
async function addAll(
  database: Database,
  windows: readonly Window[],
  counted: readonly number[],
): Promise<Map<string, number>> {
  // In one order everywhere, so that no two processes wait for each other.
  const { rows } = await sql<{ name: string; subject: string; period: Date; used: number }>`
    INSERT INTO limit_counts AS known (name, subject, period, used)
    SELECT * FROM unnest(
      ${windows.map(({ name }) => name)}::text[],
      ${windows.map(({ subject }) => subject)}::text[],
      ${windows.map(({ begin }) => new Date(begin).toISOString())}::timestamptz[],
      ${counted}::integer[]
    ) AS counted (name, subject, period, used) ORDER BY name, subject, period
    ON CONFLICT (name, subject, period) DO UPDATE SET used = known.used + excluded.used
    RETURNING name, subject, period, used`.execute(database)
  return new Map(rows.map((row) => [keyOf(row.name, row.subject, row.period.getTime()), row.used]))
}

/** Forgets the windows that are long over, by the database's clock. */
export async function sweepCounts(database: Database): Promise<void> {
  await sql`DELETE FROM limit_counts WHERE period < clock_timestamp() - interval '1 hour'`.execute(database)
}

const keyOf = (name: string, subject: string, begin: number) => `${name} ${begin} ${subject}`

const beginOf = (now: number, seconds: number) => now - (now % (seconds * 1000))
