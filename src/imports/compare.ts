import { type RawBuilder, type SqlBool, sql } from 'kysely'

import type { Dictionary } from '../i18n/dictionary.ts'
import type { FieldName } from './fields.ts'
import type { ImportOrder } from './order.ts'
import { marked } from './stage.ts'
import { type Staging, outcome } from './staged.ts'

/** What a comparison is told besides the rows. */
export interface Comparing {
  readonly projectId: string
  readonly accountId: string
  readonly order: Pick<ImportOrder, 'mode'>
  /** Enterprise projects whose users the caller may import; null: all. */
  readonly enterpriseProjectIds: readonly string[] | null
  readonly staging: Staging
  readonly words: Dictionary
}

type Text = RawBuilder<string | null>
type Condition = RawBuilder<SqlBool>

/** How one field of a user is held against its cell. `u` is the user, `r` the row, `m` its groups, `n` the user's. */
export interface Comparison {
  readonly field: FieldName
  readonly differs: Condition
  /** What a person reads of it. */
  readonly before: Text
  readonly after: Text
}

/** A text that names user groups is split here; what is cut at the end of a cell has at least so many characters. */
const CUT_LENGTH = 16_383

/** Says of every different text of the column of groups which groups it names. */
export function membershipsStatement({ staging, projectId }: Comparing): RawBuilder<unknown> {
  return sql`
    INSERT INTO import_memberships (cell, numbers, unknown, too_long)
    SELECT cell, coalesce(array_agg(g.number) FILTER (WHERE g.number IS NOT NULL), '{}'),
      coalesce(array_agg(names.name) FILTER (WHERE g.number IS NULL), '{}'),
      coalesce(bool_or(char_length(names.name) > 64) FILTER (WHERE g.number IS NULL), false)
    FROM (SELECT DISTINCT ${staging.text('group_names')} AS cell FROM import_rows r) AS cells
    CROSS JOIN LATERAL (
      SELECT min(btrim(part, E' \\t\\r\\n')) AS name, lower(btrim(part, E' \\t\\r\\n') COLLATE muster_fold) COLLATE "C" AS key
      FROM string_to_table(cell, ';') AS part WHERE btrim(part, E' \\t\\r\\n') <> '' GROUP BY 2
    ) AS names
    LEFT JOIN user_groups g ON g.project_id = ${projectId} AND g.name_key = names.key
    WHERE cell IS NOT NULL
    GROUP BY cell`
}

/**
 * Holds every row against the directory: created, updated and with which changes, unchanged, or refused and why. A cell
 * that says what the directory says already is no change, in either language and however exactly it is written.
 */
export function outcomesStatement(comparing: Comparing): RawBuilder<unknown> {
  const { projectId, accountId, staging, words } = comparing
  const changes = comparisons(comparing).map(
    ({ field, differs, before, after }) => sql`CASE WHEN ${differs} THEN
      ${words.users.headers[field] + words.imports.colon}::text || coalesce(${before}, ${words.imports.empty}::text) || ' → '
        || coalesce(${after}, ${words.imports.empty}::text) END`,
  )
  const nothing = sql`NULL::text`
  const regrouped = staging.has('group_names')
    ? sql`(u.id IS NOT NULL AND ${differentGroups(staging)})`
    : sql`false`
  return sql`
    INSERT INTO import_outcomes (number, user_id, seen, outcome, regrouped, changes, reason)
    SELECT r.number, u.id, u.xmin::text,
      CASE WHEN reasons.reason IS NOT NULL THEN ${outcome('refused')} WHEN u.id IS NULL THEN ${outcome('created')}
        WHEN changed.changes IS NULL THEN ${outcome('unchanged')} ELSE ${outcome('updated')} END,
      ${regrouped},
      CASE WHEN u.id IS NOT NULL AND reasons.reason IS NULL THEN changed.changes END,
      reasons.reason
    FROM (
      SELECT *, row_number() OVER (PARTITION BY name_key, domain_key ORDER BY number) AS nth FROM import_rows
    ) AS r
    LEFT JOIN users u ON u.project_id = ${projectId} AND u.user_name_key = r.name_key
      AND lower(u.domain COLLATE muster_fold) = r.domain_key
    ${groupsOf(comparing)}
    LEFT JOIN enterprise_projects e ON e.account_id = ${accountId}
      AND e.id = coalesce(${staging.trimmed('enterprise_project_id')}, u.enterprise_project_id, '0')
    CROSS JOIN LATERAL (
      SELECT nullif(concat_ws(E'\\n', ${sql.join(changes.length === 0 ? [nothing] : changes)}), '') AS changes
    ) AS changed
    CROSS JOIN LATERAL (SELECT nullif(concat_ws('; ', ${sql.join(reasons(comparing))}), '') AS reason) AS reasons`
}

/** The groups of a user and those that the row names: `n` and `m`. */
export const groupsOf = ({ projectId, staging }: Comparing): RawBuilder<unknown> => sql`
    LEFT JOIN LATERAL (
      SELECT string_agg(g.name, '; ' ORDER BY g.name_key) AS names FROM user_groups g
      WHERE g.project_id = ${projectId} AND g.number = ANY (u.group_numbers)
    ) AS n ON true
    LEFT JOIN import_memberships m ON m.cell = ${staging.text('group_names')}`

/** Why a row is refused: each reason, or NULL. */
function reasons({ order, enterpriseProjectIds, staging, words }: Comparing): RawBuilder<string | null>[] {
  const say = words.imports.reasons
  const when = (condition: Condition, field: FieldName, sentence: string) =>
    sql<
      string | null
    >`CASE WHEN ${condition} THEN ${marked(staging.headerOf(field) ?? words.users.headers[field], sentence)}::text END`
  const isNew = sql<SqlBool>`u.id IS NULL`
  const allowed = enterpriseProjectIds
  return [
    sql`r.faults`,
    // What the directory holds already is not judged again.
    sql`CASE WHEN u.id IS NULL OR changed.changes IS NOT NULL THEN r.rule_faults END`,
    when(sql`r.name_key IS NOT NULL AND r.nth > 1`, 'user_name', say.twice),
    ...(order.mode === 'create' ? [when(sql`u.id IS NOT NULL`, 'user_name', say.exists)] : []),
    when(
      sql`${isNew} AND coalesce(${staging.value('active_type')}, 'USER_ACTIVATE') = 'USER_ACTIVATE'
        AND ${staging.trimmed('user_email')} IS NULL AND ${staging.trimmed('user_phone')} IS NULL`,
      'user_email',
      say.contact,
    ),
    when(sql`coalesce(m.too_long, false) AND NOT ${saysSameGroups(staging)}`, 'group_names', say.groupName),
    when(sql`e.id IS NULL`, 'enterprise_project_id', say.enterpriseProjectUnknown),
    ...(allowed === null
      ? []
      : [
          when(
            sql`NOT (e.id = ANY (${allowed}::text[]) AND coalesce(u.enterprise_project_id, e.id) = ANY (${allowed}::text[]))`,
            'enterprise_project_id',
            say.enterpriseProjectDenied,
          ),
        ]),
  ]
}

/** What is compared: the fields that the file has columns of. */
export function comparisons({ staging, words }: Comparing): Comparison[] {
  const { users } = words
  const all: Comparison[] = [
    ...(['user_email', 'user_phone', 'description'] as const).map((field): Comparison => {
      const before = sql<string>`nullif(u.${sql.ref(field)}, '')`
      const after = textValue(staging, field)
      // What was stored with blanks at its ends is the same text with them.
      const differs = sql<SqlBool>`${after} IS DISTINCT FROM ${before} AND ${staging.text(field)} IS DISTINCT FROM ${before}`
      return { field, differs, before, after }
    }),
    compareValue('active_type', (value) => cases(value, users.activeTypes)),
    {
      field: 'group_names',
      differs: differentGroups(staging),
      before: sql`n.names`,
      after: staging.text('group_names'),
    },
    {
      field: 'status',
      differs: sql`CASE ${staging.value('status')} WHEN 'disabled' THEN NOT u.disabled WHEN 'locked' THEN NOT u.locked
        WHEN 'normal' THEN u.locked OR u.disabled ELSE false END`,
      before: cases(
        sql`CASE WHEN u.disabled THEN 'disabled' WHEN u.locked THEN 'locked'
          WHEN u.account_expires <= now() THEN 'expired' ELSE 'normal' END`,
        users.statuses,
      ),
      after: cases(staging.value('status'), users.statuses),
    },
    compareValue('total_desktops', (value) => sql`${value}::text`),
    compareValue('share_space_subscription', (value) =>
      cases(sql`${value}::text`, { true: users.subscribed, false: users.notSubscribed }),
    ),
    compareValue('share_space_desktops', (value) => sql`${value}::text`),
    {
      field: 'account_expires',
      differs: sql`${staging.value('account_expires')} IS NOT NULL AND
        coalesce(date_trunc(r.expires_to, u.account_expires, 'UTC'), 'infinity') <> ${staging.value('account_expires')}`,
      before: moment(sql`u.account_expires`, users.never),
      after: moment(staging.value('account_expires'), users.never),
    },
    ...(['password_never_expired', 'enable_change_password', 'next_login_change_password'] as const).map(
      (field) =>
        compareValue(field, (value) => cases(sql`${value}::text`, { true: users.yes, false: users.no })),
    ),
    {
      field: 'enterprise_project_id',
      differs: sql`${staging.trimmed('enterprise_project_id')} <> u.enterprise_project_id`,
      before: sql`u.enterprise_project_id`,
      after: staging.trimmed('enterprise_project_id'),
    },
  ]
  return all.filter(({ field }) => staging.has(field))

  /** A blank cell says nothing of what cannot be empty. */
  function compareValue(field: FieldName, show: (value: RawBuilder<unknown>) => Text): Comparison {
    const before = sql`u.${sql.ref(field)}`
    const after = staging.value(field)
    return { field, differs: sql`${after} <> ${before}`, before: show(before), after: show(after) }
  }
}

/** A text as it is stored: e-mail and phone without blanks at their ends, a description as it stands. */
export const textValue = (staging: Staging, field: 'user_email' | 'user_phone' | 'description'): Text =>
  field === 'description' ? staging.text(field) : staging.trimmed(field)

/** Whether the cell is what an export of the user would say, be it cut at the end of what a cell can hold. */
const saysSameGroups = (staging: Staging): Condition =>
  sql`(u.id IS NOT NULL AND (${staging.text('group_names')} IS NOT DISTINCT FROM n.names
    OR (char_length(${staging.text('group_names')}) >= ${CUT_LENGTH} AND starts_with(n.names, ${staging.text('group_names')}))))`

/** Whether the cell names other groups than the user's, or new ones; in which order does not matter. */
const differentGroups = (staging: Staging): Condition =>
  sql`NOT ${saysSameGroups(staging)} AND (coalesce(cardinality(m.unknown), 0) > 0
    OR NOT (coalesce(m.numbers, '{}') @> u.group_numbers AND coalesce(m.numbers, '{}') <@ u.group_numbers))`

const cases = (value: RawBuilder<unknown>, texts: Readonly<Record<string, string>>): Text =>
  sql`CASE ${value} ${sql.join(
    Object.entries(texts).map(([code, text]) => sql`WHEN ${sql.lit(code)} THEN ${text}::text`),
    sql` `,
  )} END`

/** To the second, or to the millisecond where it has some. */
const moment = (value: RawBuilder<unknown>, never: string): Text =>
  sql`CASE WHEN coalesce(${value}, 'infinity') = 'infinity' THEN ${never}::text
    ELSE regexp_replace(to_char(${value} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS'), '\\.000$', '') END`
