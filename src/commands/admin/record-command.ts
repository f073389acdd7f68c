import type pg from 'pg'

import { done } from '../../audit/event.ts'
import { Recorder } from '../../audit/recorder.ts'
import { type Account, listAccounts } from '../../iam/principals/accounts.ts'
import type { Logger } from '../../log.ts'
import { commandOrigin } from '../command-origin.ts'

const READING = new Set(['list', 'show', 'test'])

/** Options that are recorded: named one by one, so that a new one that is a secret is not. */
const RECORDED = [
  'name',
  'user',
  'group',
  'policy',
  'access-key',
  'project',
  'enterprise-project',
  'mode',
  'domain',
  'desktops',
  'share-space-subscription',
  'share-space-desktops',
  'exports',
  'stored-bytes',
] as const

/** An admin command that was carried out. */
interface Command {
  readonly noun: string
  readonly verb: string
  readonly account: Account
  readonly given: Readonly<Record<string, string | undefined>>
  readonly result: unknown
}

/**
 * Records an admin command that changed something in the audit trail of the account that it changed. Keys of the server
 * belong to no account.
 */
export async function recordCommand(pool: pg.Pool, log: Logger, command: Command): Promise<void> {
  const { noun, verb, given, result } = command
  if (READING.has(verb) || noun === 'server') return
  const accountId = await accountChanged(pool, command)
  const { id, access_key: accessKey } = Object(result) as Record<string, unknown>
  const resources = [id, accessKey].filter((one) => typeof one === 'string')
  await new Recorder(pool, log).record({
    ...commandOrigin(accountId, null, `admin ${noun} ${verb}`),
    ...done(resources, { options: Object.fromEntries(RECORDED.map((name) => [name, given[name]])) }),
  })
}

/** A new account is nobody's business but its own. */
async function accountChanged(pool: pg.Pool, { noun, verb, account, given }: Command): Promise<string> {
  if (noun !== 'account' || verb !== 'create') return account.id
  const accounts = await listAccounts(pool)
  return accounts.find(({ name }) => name === given['name'])?.id ?? account.id
}
