import { type RawBuilder, sql } from 'kysely'

import { USER_STATUSES, userStatus } from '../directory/user-status.ts'
import type { Dictionary } from '../i18n/dictionary.ts'
import { type ExportColumn, columnsWith } from './column.ts'

const { text, number, instant, code } = columnsWith(({ users }) => users.headers)

const yesNo = (field: keyof Dictionary['users']['headers'], value: RawBuilder<unknown>) =>
  code(field, sql`${value}::int`, ({ users }) => [users.no, users.yes])

/** The eighteen columns of the users' workbook, in order (contract, workspace.md section 1). */
export const userColumns: readonly ExportColumn[] = [
  text('user_name', sql`users.user_name`),
  text('user_email', sql`users.user_email`),
  text('user_phone', sql`users.user_phone`),
  text('description', sql`users.description`),
  code('active_type', sql`CASE users.active_type WHEN 'USER_ACTIVATE' THEN 0 ELSE 1 END`, ({ users }) => [
    users.activeTypes.USER_ACTIVATE,
    users.activeTypes.ADMIN_ACTIVATE,
  ]),
  text('group_names', sql`membership.group_names`),
  text('domain', sql`users.domain`),
  code('status', userStatus, ({ users }) => USER_STATUSES.map((status) => users.statuses[status])),
  number('total_desktops', sql`users.total_desktops`),
  code('share_space_subscription', sql`users.share_space_subscription::int`, ({ users }) => [
    users.notSubscribed,
    users.subscribed,
  ]),
  number('share_space_desktops', sql`users.share_space_desktops`),
  instant('account_expires', sql`users.account_expires`, ({ users }) => users.never),
  yesNo('password_never_expired', sql`users.password_never_expired`),
  yesNo('enable_change_password', sql`users.enable_change_password`),
  yesNo('next_login_change_password', sql`users.next_login_change_password`),
  text('enterprise_project_id', sql`users.enterprise_project_id`),
  instant('created_at', sql`users.created_at`, () => ''),
  text('id', sql`users.id`),
]
