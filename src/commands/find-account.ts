import type pg from 'pg'

import { type Account, listAccounts } from '../iam/principals/accounts.ts'
import { words } from './words.ts'

/**
 * The account that a command means: by ID or name, or the first one.
 *
 * @throws Error where there is none
 */
export async function findAccount(pool: pg.Pool, given: string | undefined): Promise<Account> {
  const accounts = await listAccounts(pool)
  const account =
    given === undefined ? accounts[0] : accounts.find(({ id, name }) => [id, name].includes(given))
  if (account === undefined) throw new Error(words.cli.unknownName('account', given ?? ''))
  return account
}
