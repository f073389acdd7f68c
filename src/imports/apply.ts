import { type RawBuilder, sql } from 'kysely'

import { type Comparing, textValue } from './compare.ts'
import { outcome } from './staged.ts'

/** An ID as ids.ts makes it, made by PostgreSQL: UUIDv7 (RFC 9562, 5.7), the millisecond and the bits of a random one. */
const newId = sql`(lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0')
  || '7' || substr(replace(gen_random_uuid()::text, '-', ''), 14))`

/** Makes the user groups that rows to be imported name and that there are none of. */
export function newGroupsStatement({ projectId, staging }: Comparing): RawBuilder<unknown> {
  return sql`
    INSERT INTO user_groups (project_id, id, name)
    SELECT ${projectId}, ${newId}, name FROM (
      SELECT min(added.name) AS name FROM import_outcomes p JOIN import_rows r USING (number)
      JOIN import_memberships m ON m.cell = ${staging.text('group_names')}
      CROSS JOIN unnest(m.unknown) AS added (name)
      WHERE p.outcome IN (${outcome('created')}, ${outcome('updated')})
      GROUP BY lower(added.name COLLATE muster_fold)
    ) AS new
    ORDER BY name
    ON CONFLICT DO NOTHING`
}

/** Holds the groups that are joined until the import is committed: none can go in between. */
export const lockGroupsStatement = ({ projectId }: Comparing): RawBuilder<unknown> => sql`
  SELECT FROM user_groups WHERE project_id = ${projectId}
    AND number IN (SELECT unnest(numbers) FROM import_memberships) ORDER BY number FOR KEY SHARE`

/** Adds the groups that were made to those that the texts name. */
export const joinNewGroupsStatement = ({ projectId }: Comparing): RawBuilder<unknown> => sql`
  UPDATE import_memberships SET numbers = numbers || ARRAY(
    SELECT g.number FROM user_groups g JOIN unnest(unknown) AS added (name)
      ON g.name_key = lower(added.name COLLATE muster_fold) COLLATE "C"
    WHERE g.project_id = ${projectId})
  WHERE cardinality(unknown) > 0`

/** Creates the users of the rows that are to be. A blank cell is the usual value of a new user. */
export function createStatement({ projectId, staging }: Comparing): RawBuilder<unknown> {
  return sql`
    INSERT INTO users (project_id, id, user_name, domain, enterprise_project_id, user_email, user_phone, description,
      active_type, account_expires, password_never_expired, enable_change_password, next_login_change_password,
      locked, disabled, total_desktops, share_space_subscription, share_space_desktops, group_numbers)
    SELECT ${projectId}, ${newId}, r.user_name, r.domain,
      coalesce(${staging.trimmed('enterprise_project_id')}, '0'),
      ${textValue(staging, 'user_email')}, ${textValue(staging, 'user_phone')}, ${textValue(staging, 'description')},
      coalesce(${staging.value('active_type')}, 'USER_ACTIVATE'),
      nullif(${staging.value('account_expires')}, 'infinity'),
      coalesce(${staging.value('password_never_expired')}, false),
      coalesce(${staging.value('enable_change_password')}, true),
      coalesce(${staging.value('next_login_change_password')}, true),
      coalesce(${staging.value('status')} = 'locked', false), coalesce(${staging.value('status')} = 'disabled', false),
      coalesce(${staging.value('total_desktops')}, 0),
      coalesce(${staging.value('share_space_subscription')}, false),
      coalesce(${staging.value('share_space_desktops')}, 0),
      coalesce(m.numbers, '{}')
    FROM import_outcomes p JOIN import_rows r USING (number)
    LEFT JOIN import_memberships m ON m.cell = ${staging.text('group_names')}
    WHERE p.outcome = ${outcome('created')}
    ORDER BY r.name_key`
}

/**
 * Updates the users of the rows that are to be. One whom somebody else has changed since they were compared is left as he
 * is (its `xmin` is another), and missing among those that are returned: the import is then to be done anew.
 */
export function updateStatement({ projectId, staging }: Comparing): RawBuilder<unknown> {
  const status = staging.value('status')
  const kept = (field: string, value: RawBuilder<unknown>) => sql`coalesce(${value}, u.${sql.ref(field)})`
  const text = (field: 'user_email' | 'user_phone' | 'description') =>
    staging.has(field) ? textValue(staging, field) : sql`u.${sql.ref(field)}`
  const value = (
    field: 'active_type' | 'total_desktops' | 'share_space_subscription' | 'share_space_desktops',
  ) => kept(field, staging.value(field))
  const flag = (field: 'password_never_expired' | 'enable_change_password' | 'next_login_change_password') =>
    kept(field, staging.value(field))
  return sql`
    UPDATE users AS u SET
      user_email = ${text('user_email')}, user_phone = ${text('user_phone')}, description = ${text('description')},
      active_type = ${value('active_type')},
      account_expires = CASE WHEN ${staging.value('account_expires')} IS NULL
          OR coalesce(date_trunc(r.expires_to, u.account_expires, 'UTC'), 'infinity') = ${staging.value('account_expires')}
        THEN u.account_expires ELSE nullif(${staging.value('account_expires')}, 'infinity') END,
      password_never_expired = ${flag('password_never_expired')},
      enable_change_password = ${flag('enable_change_password')},
      next_login_change_password = ${flag('next_login_change_password')},
      locked = CASE ${status} WHEN 'locked' THEN true WHEN 'normal' THEN false ELSE u.locked END,
      disabled = CASE ${status} WHEN 'disabled' THEN true WHEN 'normal' THEN false ELSE u.disabled END,
      total_desktops = ${value('total_desktops')},
      share_space_subscription = ${value('share_space_subscription')},
      share_space_desktops = ${value('share_space_desktops')},
      enterprise_project_id = coalesce(${staging.trimmed('enterprise_project_id')}, u.enterprise_project_id),
      group_numbers = CASE WHEN p.regrouped THEN coalesce(m.numbers, '{}') ELSE u.group_numbers END,
      updated_at = clock_timestamp()
    FROM import_outcomes p JOIN import_rows r USING (number)
    LEFT JOIN import_memberships m ON m.cell = ${staging.text('group_names')}
    WHERE p.outcome = ${outcome('updated')} AND u.project_id = ${projectId} AND u.id = p.user_id AND u.xmin::text = p.seen`
}
