import { type ArgsDef, type CommandDef, defineCommand } from 'citty'
import type pg from 'pg'

import { type Settings, readSettings } from '../../config.ts'
import type { Database } from '../../database/connect.ts'
import { forAccount } from '../../database/scope.ts'
import type { MasterKey } from '../../iam/master-key.ts'
import type { Account } from '../../iam/principals/accounts.ts'
import { createLog } from '../../log.ts'
import { commonArgs } from '../common-args.ts'
import { firstLine } from '../first-line.ts'
import { findAccount } from '../find-account.ts'
import { withPool } from '../open-database.ts'
import { outputOf, printRows } from '../print-rows.ts'
import { words } from '../words.ts'
import { recordCommand } from './record-command.ts'

/** What an admin command works with. */
export interface Admin {
  /** The database as the account sees it. */
  readonly database: Database
  readonly account: Account
  readonly pool: pg.Pool
  readonly masterKey: MasterKey
  readonly settings: Settings
  /** An option's value; one that is not required may be missing. */
  option(name: string): string | undefined
  /** The value of a required option. */
  required(name: string): string
  /** The value of a secret: `-` stands for the first line of standard input, which no list of processes shows. */
  secret(name: string): Promise<string | undefined>
}

interface Option {
  readonly type: 'string'
  readonly description: string
  readonly required?: boolean
}

/** An option of an admin command. */
export const text = (description: string, { required = false } = {}): Option => ({
  type: 'string',
  description,
  required,
})
export const needed = (description: string): Option => text(description, { required: true })

const { adminOptions } = words.cli

/**
 * One admin command: it works beside a running server and without one, on the account that `--account` names, and
 * prints what it answers: rows, one row, or nothing.
 */
export function adminCommand(
  name: keyof typeof words.cli.adminVerbs,
  options: Readonly<Record<string, Option>>,
  work: (admin: Admin) => Promise<readonly object[] | object | void>,
): CommandDef {
  const args: ArgsDef = {
    ...options,
    account: text(adminOptions.account),
    output: text(adminOptions.output),
    ...commonArgs,
  }
  return defineCommand({
    meta: { name, description: words.cli.adminVerbs[name] },
    args,
    async run(context) {
      const given = context.args as Readonly<Record<string, string | undefined>>
      const output = outputOf(given['output'])
      const settings = readSettings()
      const log = createLog(
        settings.MUSTER_LOG_LEVEL === 'info' ? 'warn' : settings.MUSTER_LOG_LEVEL,
        'stderr',
      )
      const result = await withPool(settings, log, `admin ${name}`, async (pool, masterKey) => {
        const account = await findAccount(pool, given['account'])
        const answer = await work({
          database: forAccount(pool, account.id),
          account,
          pool,
          masterKey,
          settings,
          option: (option) => given[option],
          required: (option) => given[option] ?? '',
          secret: async (option) => (given[option] === '-' ? await firstLine() : given[option]),
        })
        const noun = String(context.data)
        await recordCommand(pool, log, { noun, verb: name, account, given, result: answer })
        return answer
      })
      printRows(result, output)
    },
  })
}
