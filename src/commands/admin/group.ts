import { createGroup, deleteGroup, listGroups } from '../../iam/principals/groups.ts'
import { addMember, removeMember } from '../../iam/principals/members.ts'
import { words } from '../words.ts'
import { groupId, userId } from './find.ts'
import { type Admin, adminCommand, needed, text } from './run-admin.ts'

const { adminOptions: options } = words.cli
const group = { group: needed(options.group) }
const member = { ...group, user: needed(options.user) }

const memberOf = async (admin: Admin) => ({
  groupId: await groupId(admin, admin.required('group')),
  userId: await userId(admin, admin.required('user')),
})

/** `muster admin group …` */
export const groupCommands = {
  create: adminCommand(
    'create',
    { name: needed(options.name), description: text(options.description) },
    ({ database, account, required, option }) =>
      createGroup(database, account.id, { name: required('name'), description: option('description') }),
  ),
  list: adminCommand('list', {}, ({ database, account }) => listGroups(database, account.id)),
  add: adminCommand('add', member, async (admin) =>
    addMember(admin.database, admin.account.id, await memberOf(admin)),
  ),
  remove: adminCommand('remove', member, async (admin) =>
    removeMember(admin.database, admin.account.id, await memberOf(admin)),
  ),
  delete: adminCommand('delete', group, async (admin) =>
    deleteGroup(admin.database, admin.account.id, await groupId(admin, admin.required('group'))),
  ),
}
