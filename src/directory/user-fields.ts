import { sql } from 'kysely'

/** A user as lists need it: the stored columns, the names of its groups, whether its account has expired. */
export interface ListedUser {
  id: string
  user_name: string
  user_email: string | null
  user_phone: string | null
  description: string | null
  active_type: 'USER_ACTIVATE' | 'ADMIN_ACTIVATE'
  platform_type: 'AD' | 'LOCAL' | 'UOS'
  domain: string
  enterprise_project_id: string
  account_expires: Date | null
  account_expired: boolean
  password_never_expired: boolean
  enable_change_password: boolean
  next_login_change_password: boolean
  locked: boolean
  disabled: boolean
  is_pre_user: boolean
  total_desktops: number
  share_space_subscription: boolean
  share_space_desktops: number
  user_info_map: Record<string, string> | null
  group_names: string[]
}

export const accountExpired = sql<boolean>`coalesce(account_expires <= now(), false)`

/** The names of a user's groups, in the order of lists. */
export const groupNames = sql<string[]>`ARRAY(
  SELECT user_groups.name FROM user_groups
  WHERE user_groups.project_id = users.project_id AND number = ANY (users.group_numbers)
  ORDER BY name_key
)`

/** What a query on `users` selects for a {@link ListedUser}. */
export const listedFields = sql`id, user_name, user_email, user_phone, description, active_type, platform_type, domain,
  enterprise_project_id, account_expires, ${accountExpired} AS account_expired, password_never_expired,
  enable_change_password, next_login_change_password, locked, disabled, is_pre_user, total_desktops,
  share_space_subscription, share_space_desktops, user_info_map, ${groupNames} AS group_names`
