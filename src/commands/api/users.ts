import { changeUserStatus } from '../../api/workspace/change-user-status.ts'
import { createDesktopUser } from '../../api/workspace/create-desktop-user.ts'
import { deleteUser } from '../../api/workspace/delete-user.ts'
import { listUsers } from '../../api/workspace/list-users.ts'
import { showUserDetail } from '../../api/workspace/show-user-detail.ts'
import { updateUserInfo } from '../../api/workspace/update-user-info.ts'
import { userStatistics } from '../../api/workspace/user-statistics.ts'
import { nounCommand, operationCommand } from './operation-command.ts'
import { linesOf } from './table-rows.ts'
import { userRow } from './user-row.ts'

const user = { kind: 'user', parameter: 'user_id' } as const

/** `muster users …`: desktop users by the API (contract, workspace.md section 3). */
export const users = nounCommand('users', {
  list: operationCommand({
    name: 'list',
    operation: listUsers,
    rows: ({ users: all }) => (all as Record<string, unknown>[]).map(userRow),
  }),
  show: operationCommand({
    name: 'show',
    operation: showUserDetail,
    subject: user,
    rows: ({ user_detail: detail }) => linesOf(detail as object),
  }),
  create: operationCommand({ name: 'create', operation: createDesktopUser }),
  update: operationCommand({ name: 'update', operation: updateUserInfo, subject: user }),
  delete: operationCommand({ name: 'delete', operation: deleteUser, subject: user }),
  lock: operationCommand({
    name: 'lock',
    operation: changeUserStatus,
    subject: user,
    body: { op_type: 'LOCK' },
  }),
  unlock: operationCommand({
    name: 'unlock',
    operation: changeUserStatus,
    subject: user,
    body: { op_type: 'UNLOCK' },
  }),
  statistics: operationCommand({ name: 'statistics', operation: userStatistics, rows: linesOf }),
})
