import type pg from 'pg'

import { forMaintenance } from './scope.ts'

/** The IDs of all accounts, for work that goes from one to the next. */
export async function accountIds(pool: pg.Pool): Promise<string[]> {
  const rows = await forMaintenance(pool).selectFrom('accounts').select('id').orderBy('id').execute()
  return rows.map(({ id }) => id)
}
