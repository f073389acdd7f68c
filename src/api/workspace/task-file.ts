import type { UserScope } from '../../directory/user-filter.ts'
import { errors } from '../../errors.ts'
import { type ExportTask, progressOf, statusOf } from '../../exports/task.ts'
import type { Caller } from '../../iam/caller.ts'
import type { Permission } from '../../iam/permission.ts'
import type { Action } from '../../iam/policy/actions.ts'

/** What one must be allowed to do to make a file oneself. */
const MAKING: Readonly<Record<ExportTask['task_type'], Action>> = {
  USERS: 'workspace:users:export',
  GROUPS: 'workspace:userGroups:export',
  GROUP_USERS: 'workspace:userGroups:exportUsers',
  IMPORT: 'workspace:users:importUser',
}

/**
 * Whether a caller who may download at all may read this task's file: his own, or another's of which he may export all
 * that it contains (contract, iam.md section 3).
 */
export function mayReadFile(task: ExportTask, caller: Caller, permission: Permission): boolean {
  if (task.created_by_id === caller.userId) return true
  const open = permission.enterpriseProjectsFor(MAKING[task.task_type])
  if (open === null) return true
  const { enterprise_project_id: one } = task.filter as { enterprise_project_id?: string }
  const contained = one === undefined ? (task.scope as UserScope).enterprise_project_ids : [one]
  return contained !== null && contained.every((id) => open.includes(id))
}

/** @throws ApiError exportTaskRunning, exportTaskFailed, exportTaskExpired: there is no file to read */
export function requireFile(task: ExportTask): void {
  switch (statusOf(task)) {
    case 'CREATING':
      throw errors.exportTaskRunning(progressOf(task))
    case 'FAIL':
      throw errors.exportTaskFailed(task.fail_reason ?? '')
    case 'EXPIRED':
      throw errors.exportTaskExpired(task.expires_at?.toISOString() ?? '')
    case 'SUCCESS':
  }
}
