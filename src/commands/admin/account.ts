import { createAccount, listAccounts, updateAccount } from '../../iam/principals/accounts.ts'
import { UsageError } from '../run.ts'
import { words } from '../words.ts'
import { adminCommand, needed, text } from './run-admin.ts'

const { adminOptions: options } = words.cli

/** `muster admin account …`; all but create and list are about the account of `--account`. */
export const accountCommands = {
  create: adminCommand(
    'create',
    {
      name: needed(options.name),
      password: text(options.administratorPassword),
      project: text(options.firstProject),
    },
    async ({ pool, masterKey, settings, required, option, secret }) =>
      createAccount(pool, masterKey, {
        name: required('name'),
        password: await secret('password'),
        project: option('project') ?? settings.MUSTER_REGION,
      }),
  ),
  list: adminCommand('list', {}, ({ pool }) => listAccounts(pool)),
  disable: adminCommand('disable', {}, ({ pool, account }) =>
    updateAccount(pool, account.id, { enabled: false }),
  ),
  enable: adminCommand('enable', {}, ({ pool, account }) =>
    updateAccount(pool, account.id, { enabled: true }),
  ),
  mode: adminCommand('mode', { mode: needed(options.mode) }, ({ pool, account, required }) => {
    const mode = required('mode')
    if (mode !== 'role_policy' && mode !== 'identity_policy')
      throw new UsageError(words.cli.choice('mode', 'role_policy, identity_policy', mode))
    return updateAccount(pool, account.id, { authorization_mode: mode })
  }),
}
