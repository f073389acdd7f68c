import type { AuthorizationMode, Caller } from './caller.ts'

/** What the functions of migration 0005 tell of a user. */
export interface CallerRow {
  readonly account_id: string
  readonly account_name: string
  readonly authorization_mode: AuthorizationMode
  readonly user_id: string
  readonly user_name: string
  readonly is_account: boolean
}

/** The caller that a row tells of. */
export const callerOf = (
  row: CallerRow,
  { accessKey, tokenProjectId }: Pick<Caller, 'accessKey' | 'tokenProjectId'>,
): Caller => ({
  accountId: row.account_id,
  accountName: row.account_name,
  authorizationMode: row.authorization_mode,
  userId: row.user_id,
  userName: row.user_name,
  isAccount: row.is_account,
  accessKey,
  tokenProjectId,
})
