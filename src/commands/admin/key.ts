import { createKey, deleteKey, listKeys, updateKey } from '../../iam/principals/keys.ts'
import { words } from '../words.ts'
import { userId } from './find.ts'
import { adminCommand, needed, text } from './run-admin.ts'

const { adminOptions: options } = words.cli
const key = { 'access-key': needed(options.accessKey) }

/** `muster admin key …` */
export const keyCommands = {
  create: adminCommand(
    'create',
    { user: needed(options.user), description: text(options.description) },
    async (admin) =>
      createKey(admin.database, admin.masterKey, admin.account.id, {
        userId: await userId(admin, admin.required('user')),
        description: admin.option('description'),
      }),
  ),
  list: adminCommand('list', { user: text(options.user) }, async (admin) => {
    const user = admin.option('user')
    return listKeys(
      admin.database,
      admin.account.id,
      user === undefined ? undefined : await userId(admin, user),
    )
  }),
  disable: adminCommand('disable', key, ({ database, account, required }) =>
    updateKey(database, account.id, required('access-key'), { enabled: false }),
  ),
  delete: adminCommand('delete', key, ({ database, account, required }) =>
    deleteKey(database, account.id, required('access-key')),
  ),
}
