import type { UserFilter as DirectoryFilter } from '../../../src/directory/user-filter.ts'

const TEXTS = ['user_name', 'description', 'group_name', 'enterprise_project_id', 'domain'] as const
const FLAGS = ['share_space_subscription', 'share_space_desktops', 'disabled'] as const
const CHOICES = {
  active_type: ['USER_ACTIVATE', 'ADMIN_ACTIVATE'],
  platform_type: ['LOCAL', 'AD', 'UOS'],
} as const

/** Which users of a project are shown: the filters of ListUsers. */
export type UserFilter = Omit<DirectoryFilter, 'group_id'>

export type FilterName = keyof UserFilter

/** The filter that an address holds; what cannot be read is left out. */
export function filterOf(search: URLSearchParams): UserFilter {
  const filter: Record<string, unknown> = {}
  for (const name of TEXTS) {
    const text = search.get(name)
    if (text !== null && text !== '') filter[name] = text
  }
  for (const name of FLAGS) {
    const text = search.get(name)
    if (text === 'true' || text === 'false') filter[name] = text === 'true'
  }
  for (const [name, values] of Object.entries(CHOICES)) {
    const value = search.get(name)
    if (value !== null && (values as readonly string[]).includes(value)) filter[name] = value
  }
  const names = search.getAll('user_names').filter(Boolean)
  if (names.length > 0) filter['user_names'] = names.slice(0, 100)
  return filter
}

/** The address's own part with a filter in it. */
export function searchOf(filter: UserFilter): URLSearchParams {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(filter) as [string, unknown][]) {
    if (value === undefined || value === '') continue
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one))
  }
  return search
}

/** What ExportUsersNew has no field for (contract, workspace.md section 1). */
const NOT_EXPORTED: ReadonlySet<FilterName> = new Set(['group_name', 'domain', 'disabled', 'platform_type'])
/** Its pattern of a part of a name: shorter than that of the list, and not beginning with a digit. */
const EXPORTED_NAME = /^[\p{L}\p{M}._-][\p{L}\p{M}\p{Nd}._-]{0,19}$/u

/** The parts of a filter by which an export cannot be narrowed. */
export const notExportable = (filter: UserFilter): FilterName[] =>
  (Object.keys(filter) as FilterName[]).filter(
    (name) =>
      filter[name] !== undefined &&
      (NOT_EXPORTED.has(name) || (name === 'user_name' && !EXPORTED_NAME.test(filter.user_name ?? ''))),
  )

/** A filter without some of its parts. */
export const without = (filter: UserFilter, names: readonly FilterName[]): UserFilter =>
  Object.fromEntries(Object.entries(filter).filter(([name]) => !names.includes(name as FilterName)))
