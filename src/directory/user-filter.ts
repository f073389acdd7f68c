import { type RawBuilder, type SqlBool, sql } from 'kysely'

export type ActiveType = 'USER_ACTIVATE' | 'ADMIN_ACTIVATE'

/** Which users of a project are meant. Every field narrows; an absent one does not. */
export interface UserFilter {
  /** Substring of the user name, ignoring case. */
  user_name?: string | undefined
  /** Whole user names, ignoring case as the directory does. */
  user_names?: readonly string[] | undefined
  /** Substring of the description, ignoring case. */
  description?: string | undefined
  active_type?: ActiveType | undefined
  /** Whole name of a user group, ignoring case. */
  group_name?: string | undefined
  group_id?: string | undefined
  /** Only users who have (have not) subscribed to collaboration. */
  share_space_subscription?: boolean | undefined
  /** Only users who have (have no) collaborative desktops. */
  share_space_desktops?: boolean | undefined
  enterprise_project_id?: string | undefined
  domain?: string | undefined
  disabled?: boolean | undefined
  platform_type?: 'AD' | 'LOCAL' | 'UOS' | undefined
}

/** What a caller may see of a project's users. */
export interface UserScope {
  /** Enterprise projects whose users are visible; null: all. */
  readonly enterprise_project_ids: readonly string[] | null
}

/** One or two characters of scripts without case, which nothing folds into or out of. */
export const UNFOLDED_WITHOUT_TRIGRAM = /^[\p{scx=Han}&&\p{Lo}]{1,2}$/v

/** Puts a value into a statement: as a parameter, or another way where there can be none. */
export type Bind = (value: string) => RawBuilder<string>

/** The usual way: a parameter. */
export const asParameter: Bind = (value) => sql`${value}::text`

/**
 * The conditions on the table `users` that a filter stands for, to be joined by AND; the project's comes first,
 * as in every index.
 */
export function userConditions(
  projectId: string,
  filter: UserFilter,
  scope: UserScope,
  bind: Bind = asParameter,
): RawBuilder<SqlBool>[] {
  const folded = (value: string) => sql`lower(${bind(value)} COLLATE muster_fold)`
  const flag = (value: boolean) => sql`${bind(String(value))}::boolean`
  const list = (values: readonly string[]) => bind(arrayLiteral(values))
  const conditions = [sql<SqlBool>`users.project_id = ${bind(projectId)}`]
  const add = <T>(value: T | undefined, condition: (value: T) => RawBuilder<SqlBool>) => {
    if (value !== undefined) conditions.push(condition(value))
  }

  add(filter.user_name, (text) =>
    searched(text, sql`users.user_name_key LIKE ${folded(substring(text))} COLLATE "C"`),
  )
  add(filter.user_names, (names) => {
    return sql`users.user_name_key = ANY ((${folded(arrayLiteral(names))} COLLATE "C")::text[])`
  })
  add(filter.description, (text) => {
    // An empty text is a substring of every description, of an absent one as well.
    if (text === '') return sql`true`
    // Two Chinese characters have no trigram, so that all descriptions are read; to fold them took four fifths of the
    // time (a million: 1.3 s, and 0.27 as they are).
    if (UNFOLDED_WITHOUT_TRIGRAM.test(text)) return sql`users.description LIKE ${bind(substring(text))}`
    return searched(text, sql`lower(users.description COLLATE muster_fold) LIKE ${folded(substring(text))}`)
  })
  add(filter.active_type, (type) => sql`users.active_type = ${bind(type)}`)
  const inGroup = (which: RawBuilder<SqlBool>) => {
    const group = sql`SELECT number FROM user_groups WHERE user_groups.project_id = ${bind(projectId)} AND ${which}`
    // Nobody is in a group that there is not, though every array contains an empty one.
    return sql<SqlBool>`users.group_numbers @> ARRAY(${group}) AND EXISTS (${group})`
  }
  add(filter.group_name, (name) => inGroup(sql`name_key = ${folded(name)} COLLATE "C"`))
  add(filter.group_id, (id) => inGroup(sql`id = ${bind(id)}`))
  add(filter.share_space_subscription, (has) => sql`users.share_space_subscription = ${flag(has)}`)
  add(filter.share_space_desktops, (has) => sql`(users.share_space_desktops > 0) = ${flag(has)}`)
  add(filter.enterprise_project_id, (id) => sql`users.enterprise_project_id = ${bind(id)}`)
  add(filter.domain, (domain) => sql`lower(users.domain COLLATE muster_fold) = ${folded(domain)}`)
  add(filter.disabled, (is) => sql`users.disabled = ${flag(is)}`)
  add(filter.platform_type, (type) => sql`users.platform_type = ${bind(type)}`)
  if (scope.enterprise_project_ids !== null) {
    conditions.push(sql`users.enterprise_project_id = ANY (${list(scope.enterprise_project_ids)}::text[])`)
  }
  return conditions
}

/**
 * A fuzzy condition, kept from the index of trigrams where the text has none: PostgreSQL takes it for selective and reads
 * the whole of that index, then every user (five million: 12.5 s; 1.9 by the index of names).
 */
function searched(text: string, condition: RawBuilder<SqlBool>): RawBuilder<SqlBool> {
  // What IS TRUE stands around is no condition of an index.
  return [...text].length < 3 ? sql`(${condition}) IS TRUE` : condition
}

/** A LIKE pattern that finds the text anywhere: `%`, `_` and `\` in it are ordinary characters. */
export function substring(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
}

/** PostgreSQL's notation of an array of texts, each quoted. */
export function arrayLiteral(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replaceAll(/[\\"]/g, String.raw`\$&`)}"`).join(',')}}`
}
