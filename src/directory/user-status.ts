import { sql } from 'kysely'

/** What a user's status is shown as. */
export const USER_STATUSES = ['normal', 'locked', 'disabled', 'expired'] as const

/**
 * The status of a row of `users`, as its place in {@link USER_STATUSES}: disabled before locked before expired
 * (contract, workspace.md section 1); expired as of the transaction's begin.
 */
export const userStatus = sql<number>`CASE WHEN users.disabled THEN 2 WHEN users.locked THEN 1
  WHEN users.account_expires <= now() THEN 3 ELSE 0 END`
