import { words } from '../words.ts'

/** What a table shows of a user, in the words of the workbook. */
export function userRow(user: Readonly<Record<string, unknown>>): object {
  const { headers, activeTypes } = words.users
  return {
    [headers.user_name]: user['user_name'],
    [headers.status]: statusOf(user),
    [headers.active_type]: activeTypes[user['active_type'] as keyof typeof activeTypes],
    [headers.user_email]: user['user_email'],
    [headers.user_phone]: user['user_phone'],
    [headers.group_names]: user['group_names'],
    [headers.domain]: user['domain'],
    [headers.id]: user['id'],
  }
}

/** Disabled before locked before expired (contract, workspace.md section 1). */
function statusOf(user: Readonly<Record<string, unknown>>): string {
  const { statuses } = words.users
  if (user['disabled'] === true) return statuses.disabled
  if (user['locked'] === true) return statuses.locked
  return user['account_expired'] === true ? statuses.expired : statuses.normal
}
