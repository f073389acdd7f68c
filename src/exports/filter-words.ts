import type { UserFilter, UserScope } from '../directory/user-filter.ts'
import type { Dictionary } from '../i18n/dictionary.ts'

/** A filter as a sentence, the same in workbook, export centre and console. */
export function filterWords(filter: UserFilter, scope: UserScope, words: Dictionary): string {
  const { filter: say, users } = words
  const parts = [
    filter.active_type && say.activeType(users.activeTypes[filter.active_type]),
    filter.user_name && say.userName(filter.user_name),
    filter.user_names && say.userNames(filter.user_names.join(', ')),
    filter.description && say.description(filter.description),
    filter.group_name && say.membersOf(filter.group_name),
    filter.enterprise_project_id && say.enterpriseProject(filter.enterprise_project_id),
    filter.enterprise_project_id === undefined &&
      scope.enterprise_project_ids &&
      say.enterpriseProjects(scope.enterprise_project_ids.join(', ')),
    choose(filter.share_space_subscription, say.subscribed, say.notSubscribed),
    choose(filter.share_space_desktops, say.withCollaborativeDesktops, say.withoutCollaborativeDesktops),
  ].filter((part) => typeof part === 'string' && part !== '')
  return parts.length === 0 ? say.everyone : parts.join(say.separator)
}

/** What a filter leaves out, in words. */
export function leftOutWords(filter: UserFilter, scope: UserScope, words: Dictionary): string {
  const { active_type: type, user_name: name, description, ...others } = filter
  const narrowed =
    Object.values(others).some((value) => value !== undefined) ||
    // An empty text is a substring of all.
    Boolean(name || description) ||
    scope.enterprise_project_ids !== null
  if (narrowed) return words.filter.leftOutOthers
  if (type === undefined) return words.about.nothing
  const other = type === 'USER_ACTIVATE' ? 'ADMIN_ACTIVATE' : 'USER_ACTIVATE'
  return words.filter.leftOutActiveType(words.users.activeTypes[other])
}

function choose(flag: boolean | undefined, yes: string, no: string): string | undefined {
  if (flag === undefined) return undefined
  return flag ? yes : no
}
