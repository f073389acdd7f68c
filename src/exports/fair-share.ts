import { sql } from 'kysely'

import type { Database } from '../database/connect.ts'

/**
 * A task's turn among those that wait: lower ones come first. Start-time fair queueing (Goyal, Vin and Cheng, 1996) with every
 * task of the same weight: a project's next task stands one behind its last, and a project that had nothing to do begins
 * where the work is now. So one that orders a hundred exports has every second place once another orders any, and
 * nobody waits for ever.
 *
 * Tasks that are ordered at the same moment may share a turn; then the older one is first.
 *
 * @param queue the name of the queue of pg-boss in which turns are compared
 */
export async function nextTurn(database: Database, queue: string, projectId: string): Promise<number> {
  const { rows } = await sql<{ turn: number }>`
    SELECT greatest(
      coalesce(max(-priority) FILTER (WHERE state = 'active'), min(-priority) FILTER (WHERE state < 'active'), 0),
      max(-priority + 1) FILTER (WHERE group_id = ${projectId})
    ) AS turn
    FROM pgboss.job WHERE name = ${queue} AND state <= 'active'`.execute(database)
  return rows[0]?.turn ?? 0
}
