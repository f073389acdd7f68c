import { createUser, deleteUser, listUsers, updateUser } from '../../iam/principals/users.ts'
import { readCredentials } from '../../credentials.ts'
import { makeSignInLink } from '../../iam/sign-in-link.ts'
import { UsageError } from '../run.ts'
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
  link: adminCommand('link', { ...user, endpoint: text(options.endpoint) }, async (admin) => {
    const endpoint =
      admin.option('endpoint') ?? (await readCredentials(admin.settings.MUSTER_DATA_DIR))?.endpoint
    if (!endpoint) throw new UsageError(words.cli.adminNoEndpoint)
    const claim = { accountId: admin.account.id, userId: await userId(admin, admin.required('user')) }
    return { link: await makeSignInLink(admin.pool, endpoint.replace(/\/$/, ''), claim) }
  }),
  delete: adminCommand('delete', user, async (admin) =>
    deleteUser(admin.database, admin.account.id, await userId(admin, admin.required('user'))),
  ),
}
