import { type RawBuilder, sql } from 'kysely'

import type { Dictionary } from '../i18n/dictionary.ts'
import type { Column } from '../workbook/index.ts'

/** A column of an exported workbook: where its value comes from and how it is shown in a language. */
export interface ExportColumn {
  readonly field: string
  /** SQL over the table `users`, giving what the workbook's column takes. */
  readonly value: RawBuilder<unknown>
  readonly column: (words: Dictionary) => Column
}

const text = (field: keyof Dictionary['users']['headers'], value: RawBuilder<unknown>): ExportColumn => ({
  field,
  value,
  column: (words) => ({ kind: 'text', header: words.users.headers[field] }),
})

const number = (field: keyof Dictionary['users']['headers'], value: RawBuilder<unknown>): ExportColumn => ({
  field,
  value,
  column: (words) => ({ kind: 'number', header: words.users.headers[field] }),
})

const instant = (
  field: keyof Dictionary['users']['headers'],
  value: RawBuilder<unknown>,
  empty: (words: Dictionary) => string,
): ExportColumn => ({
  field,
  // float8: to format a numeric costs 0.9 s a million rows more.
  value: sql`date_part('epoch', ${value})`,
  column: (words) => ({ kind: 'datetime', header: words.users.headers[field], empty: empty(words) }),
})

/** Few different texts: PostgreSQL sends the number of one. */
const code = (
  field: keyof Dictionary['users']['headers'],
  value: RawBuilder<unknown>,
  texts: (words: Dictionary) => readonly string[],
): ExportColumn => ({
  field,
  value,
  column: (words) => ({ kind: 'code', header: words.users.headers[field], texts: texts(words) }),
})

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
  // Disabled before locked before expired; expired as of the snapshot, whose transaction began at now().
  code(
    'status',
    sql`CASE WHEN users.disabled THEN 2 WHEN users.locked THEN 1 WHEN users.account_expires <= now() THEN 3 ELSE 0 END`,
    ({ users }) => [
      users.statuses.normal,
      users.statuses.locked,
      users.statuses.disabled,
      users.statuses.expired,
    ],
  ),
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
