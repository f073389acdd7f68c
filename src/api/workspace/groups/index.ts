import type { Operation } from '../../../http/operation.ts'
import { batchDeleteUserGroups } from './batch-delete-groups.ts'
import { createUserGroup } from './create-group.ts'
import { deleteUserGroup } from './delete-group.ts'
import { exportUserGroupUsers } from './export-group-users.ts'
import { exportUserGroups } from './export-groups.ts'
import { listUserGroups } from './list-groups.ts'
import { listUsersOfGroup } from './list-users-of-group.ts'
import { runActionsOnGroup } from './run-actions-on-group.ts'
import { updateUserGroup } from './update-group.ts'

/**
 * Groups of desktop users (contract, workspace.md section 4). They belong to the project as a whole: to create, change or
 * delete one must be allowed there, and not in enterprise projects only.
 */
export const userGroups: readonly Operation[] = [
  exportUserGroups,
  exportUserGroupUsers,
  listUserGroups,
  createUserGroup,
  updateUserGroup,
  deleteUserGroup,
  batchDeleteUserGroups,
  listUsersOfGroup,
  runActionsOnGroup,
]
