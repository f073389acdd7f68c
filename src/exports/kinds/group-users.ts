import { sql } from 'kysely'

import type { UserFilter } from '../../directory/user-filter.ts'
import type { ShownColumn } from '../column.ts'
import { userColumns } from '../columns.ts'
import { filterWords, leftOutWords } from '../filter-words.ts'
import type { ExportKind } from './kind.ts'
import { countUsers, selectUsers } from './users.ts'

/** Members of one group, and which of them. */
export interface GroupUsersFilter extends UserFilter {
  readonly group_id: string
  /** What the group was called when the export was ordered. */
  readonly member_of: string
}

const groupName: ShownColumn = {
  field: 'group_name',
  column: ({ groupUsers: { headers } }) => ({ kind: 'text', header: headers.group_name }),
}

/** ExportUserGroupUsersNew: the members of a user group (contract, workspace.md section 4). */
export const groupUsers: ExportKind<GroupUsersFilter> = {
  filePrefix: 'group-users',
  // The group in front, so that the members of several can be put into one table; then all that a user has.
  columns: [groupName, ...userColumns],
  count: countUsers,
  rows: (selection, bind) => {
    const name = sql`(SELECT name FROM user_groups
      WHERE project_id = ${bind(selection.projectId)} AND id = ${bind(selection.filter.group_id)})`
    return selectUsers([name, ...userColumns.map(({ value }) => value)], selection, bind)
  },
  words: ({ groupUsers: { title }, users: { sheetName }, about }) => ({
    title,
    sheetName,
    rows: about.users,
    complete: about.complete,
  }),
  contents: ({ member_of: group, group_id: _, ...filter }, scope, words) => {
    const which = filterWords(filter, scope, words)
    const members = words.filter.membersOf(group)
    return which === words.filter.everyone ? members : `${members}${words.filter.separator}${which}`
  },
  leftOut: ({ member_of: _name, group_id: _id, ...filter }, scope, words) =>
    leftOutWords(filter, scope, words) === words.about.nothing
      ? words.filter.leftOutNonMembers
      : words.filter.leftOutOthers,
}
