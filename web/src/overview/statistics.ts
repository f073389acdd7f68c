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
}

/** @throws ApiFailure */
export const readStatistics = (call: Call): Promise<Statistics> => json(call('GET /v3/{p}/users/statistics'))

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
