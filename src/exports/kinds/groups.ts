import { sql } from 'kysely'

import { type GroupFilter, groupConditions, membersOfGroups } from '../../directory/group-filter.ts'
import type { UserScope } from '../../directory/user-filter.ts'
import type { Dictionary } from '../../i18n/dictionary.ts'
import { type ExportColumn, columnsWith } from '../column.ts'
import type { ExportKind } from './kind.ts'

const { text, number, instant, code } = columnsWith(({ groups: { headers } }) => headers)

const columns: readonly ExportColumn[] = [
  text('name', sql`user_groups.name`),
  text('description', sql`user_groups.description`),
  code('platform_type', sql`CASE user_groups.platform_type WHEN 'LOCAL' THEN 0 ELSE 1 END`, (words) => [
    words.groups.platformTypes.LOCAL,
    words.groups.platformTypes.AD,
  ]),
  number('user_quantity', sql`coalesce(members.users, 0)`),
  number('total_desktops', sql`coalesce(members.desktops, 0)`),
  instant('create_time', sql`user_groups.created_at`, () => ''),
  text('id', sql`user_groups.id`),
]

/** ExportUserGroupsNew: the user groups of a project (contract, workspace.md section 4). */
export const groups: ExportKind<GroupFilter> = {
  filePrefix: 'groups',
  columns,
  count: ({ projectId, filter }) => {
    const where = sql.join(groupConditions(projectId, filter), sql` AND `)
    return sql`SELECT count(*) AS total FROM user_groups WHERE ${where}`
  },
  rows: ({ projectId, filter, scope }, bind) => sql`
    SELECT ${sql.join(columns.map(({ value }) => value))}
    FROM user_groups LEFT JOIN (${membersOfGroups(projectId, scope, bind)}) AS members USING (number)
    WHERE ${sql.join(groupConditions(projectId, filter, bind), sql` AND `)}
    ORDER BY user_groups.name_key, user_groups.id`,
  words: ({ groups: { title, sheetName }, about }) => ({
    title,
    sheetName,
    rows: about.groups,
    complete: about.completeGroups,
  }),
  contents: contentsInWords,
  leftOut: ({ name, group_ids: ids }, _scope, words) =>
    name || ids ? words.filter.leftOutOtherGroups : words.about.nothing,
}

function contentsInWords({ name, group_ids: ids }: GroupFilter, scope: UserScope, words: Dictionary): string {
  const { filter: say } = words
  const which = [name && say.groupNameContains(name), ids && say.groupIds(ids.join(', '))].filter(Boolean)
  return [
    ...(which.length === 0 ? [say.everyGroup] : which),
    // Groups belong to the project as a whole; it is their members of whom the orderer may see a part only.
    ...(scope.enterprise_project_ids === null
      ? []
      : [say.membersCountedIn(scope.enterprise_project_ids.join(', '))]),
  ].join(say.separator)
}
