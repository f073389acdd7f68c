import type { GroupFilter } from '../../directory/group-filter.ts'
import type { UserFilter } from '../../directory/user-filter.ts'
import { type GroupUsersFilter, groupUsers } from './group-users.ts'
import { groups } from './groups.ts'
import type { ExportKind } from './kind.ts'
import { users } from './users.ts'

interface Filters {
  USERS: UserFilter
  GROUPS: GroupFilter
  GROUP_USERS: GroupUsersFilter
}

export type ExportType = keyof Filters

/** What an export is of: its type, and the filter that goes with it. */
export type ExportSubject = {
  [Type in ExportType]: { readonly type: Type; readonly filter: Filters[Type] }
}[ExportType]

/** The kinds of exports, by the type of their tasks. */
export const exportKinds: { readonly [Type in ExportType]: ExportKind<Filters[Type]> } = {
  USERS: users,
  GROUPS: groups,
  GROUP_USERS: groupUsers,
}

/** The kind that a subject is of, to be given this subject's filter and no other. */
export const kindOf = <Subject extends ExportSubject>({ type }: Subject) =>
  exportKinds[type] as ExportKind<Subject['filter']>
