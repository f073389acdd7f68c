import { createUserGroup } from '../../api/workspace/groups/create-group.ts'
import { deleteUserGroup } from '../../api/workspace/groups/delete-group.ts'
import { listUserGroups } from '../../api/workspace/groups/list-groups.ts'
import { listUsersOfGroup } from '../../api/workspace/groups/list-users-of-group.ts'
import { runActionsOnGroup } from '../../api/workspace/groups/run-actions-on-group.ts'
import { updateUserGroup } from '../../api/workspace/groups/update-group.ts'
import { nounCommand, operationCommand } from './operation-command.ts'
import { userRow } from './user-row.ts'

const group = { kind: 'group', parameter: 'group_id' } as const
const user = { kind: 'user', field: 'user_ids' } as const

interface GroupAnswer {
  readonly id: string
  readonly name: string
  readonly description: string | null
  readonly user_quantity: number
  readonly platform_type: string
}

/** `muster groups …`: groups of desktop users by the API (contract, workspace.md section 4). */
export const groups = nounCommand('groups', {
  list: operationCommand({
    name: 'list',
    operation: listUserGroups,
    rows: ({ user_groups: all }) =>
      (all as GroupAnswer[]).map(({ name, description, user_quantity, platform_type, id }) => ({
        name,
        description,
        user_quantity,
        platform_type,
        id,
      })),
  }),
  create: operationCommand({ name: 'create', operation: createUserGroup }),
  update: operationCommand({ name: 'update', operation: updateUserGroup, subject: group }),
  delete: operationCommand({ name: 'delete', operation: deleteUserGroup, subject: group }),
  members: operationCommand({
    name: 'members',
    operation: listUsersOfGroup,
    subject: group,
    rows: ({ users: all }) => (all as Record<string, unknown>[]).map(userRow),
  }),
  add: operationCommand({
    name: 'add',
    operation: runActionsOnGroup,
    subject: group,
    member: user,
    body: { op_type: 'ADD' },
  }),
  remove: operationCommand({
    name: 'remove',
    operation: runActionsOnGroup,
    subject: group,
    member: user,
    body: { op_type: 'DELETE' },
  }),
})
