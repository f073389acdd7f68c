import { createUser, deleteUser, listUsers, updateUser } from '../../iam/principals/users.ts'
import { words } from '../words.ts'
import { userId } from './find.ts'
import { type Admin, adminCommand, needed, text } from './run-admin.ts'

const { adminOptions: options } = words.cli
const user = { user: needed(options.user) }

const change = async (admin: Admin, values: Parameters<typeof updateUser>[3]) =>
  updateUser(admin.database, admin.account.id, await userId(admin, admin.required('user')), values)

/** `muster admin user …` */
export const userCommands = {
  create: adminCommand(
    'create',
    {
      name: needed(options.name),
      password: text(options.password),
      email: text(options.email),
      description: text(options.description),
    },
    async ({ database, account, required, option, secret }) =>
      createUser(database, account.id, {
        name: required('name'),
        password: await secret('password'),
        email: option('email'),
        description: option('description'),
      }),
  ),
  list: adminCommand('list', {}, ({ database, account }) => listUsers(database, account.id)),
  disable: adminCommand('disable', user, (admin) => change(admin, { enabled: false })),
  enable: adminCommand('enable', user, (admin) => change(admin, { enabled: true })),
  password: adminCommand('password', { ...user, password: needed(options.newPassword) }, async (admin) =>
    change(admin, { password: await admin.secret('password') }),
  ),
  delete: adminCommand('delete', user, async (admin) =>
    deleteUser(admin.database, admin.account.id, await userId(admin, admin.required('user'))),
  ),
}
