import { type Call, json } from '../api/call.ts'

/** What UserStatistics answers (contract, workspace.md section 3). */
export interface Statistics {
  readonly total_count: number
  readonly status: Readonly<Record<'NORMAL' | 'LOCKED' | 'DISABLED' | 'EXPIRED', number>>
  readonly active_type: Readonly<Record<'USER_ACTIVATE' | 'ADMIN_ACTIVATE', number>>
  readonly enterprise_projects: readonly {
    readonly enterprise_project_id: string
    readonly user_count: number
  }[]
  /** By month, `yyyy-MM` in UTC, oldest first; only those with users. */
  readonly created: readonly { readonly month: string; readonly user_count: number }[]
}

/** @throws ApiFailure */
export const readStatistics = (call: Call, enterpriseProject: string | undefined): Promise<Statistics> =>
  json(call('GET /v3/{p}/users/statistics', { query: { enterprise_project_id: enterpriseProject } }))

/** How many users were created in each of the months up to the newest of them, oldest first, and how many before. */
export function byMonth(
  created: Statistics['created'],
  months: number,
): { before: number; months: { month: Date; count: number }[] } {
  const newest = new Date(`${created.at(-1)?.month ?? '1970-01'}-01T00:00:00Z`)
  const listed = Array.from({ length: months }, (_, index) => {
    const month = new Date(Date.UTC(newest.getUTCFullYear(), newest.getUTCMonth() - (months - 1 - index)))
    const key = month.toISOString().slice(0, 7)
    return { month, count: created.find((one) => one.month === key)?.user_count ?? 0 }
  })
  const first = listed[0]?.month.toISOString().slice(0, 7) ?? ''
  const before = created
    .filter(({ month }) => month < first)
    .reduce((sum, { user_count: users }) => sum + users, 0)
  return { before, months: listed }
}

/** How many tasks were made on each of the last days, oldest first; days are the reader's own. */
export function byDay(instants: readonly string[], days: number, now: Date): { day: Date; count: number }[] {
  const counts = new Map<string, number>()
  for (const instant of instants) {
    const key = new Date(instant).toDateString()
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return Array.from({ length: days }, (_, index) => {
    const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() - (days - 1 - index))
    return { day, count: counts.get(day.toDateString()) ?? 0 }
  })
}
