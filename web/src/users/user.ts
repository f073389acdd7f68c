import type { UserFilter } from './filter.ts'
import { type Call, json } from '../api/call.ts'

/** A user as ListUsers answers it (contract, workspace.md section 3). */
export interface User {
  readonly id: string
  readonly user_name: string
  readonly user_email: string | null
  readonly user_phone: string | null
  readonly description: string | null
  readonly active_type: 'USER_ACTIVATE' | 'ADMIN_ACTIVATE'
  readonly account_expires: string
  readonly account_expired: boolean
  readonly password_never_expired: boolean
  readonly enable_change_password: boolean
  readonly next_login_change_password: boolean
  readonly locked: boolean
  readonly disabled: boolean
  readonly share_space_subscription: boolean
  readonly share_space_desktops: number
  readonly total_desktops?: number
  readonly group_names: readonly string[]
  readonly enterprise_project_id: string
  readonly domain: string
  readonly platform_type: string
}

/** A user by itself: `account_expires` is a number, and when it was created is told. */
export interface UserDetail extends Omit<User, 'account_expires'> {
  /** Milliseconds since 1970; 0: never. */
  readonly account_expires: number
  readonly when_created?: string
}

export type Status = 'normal' | 'locked' | 'disabled' | 'expired'

/** Disabled before locked before expired (contract, workspace.md section 1). */
export function statusOf({
  disabled,
  locked,
  account_expired,
}: Pick<User, 'disabled' | 'locked' | 'account_expired'>): Status {
  if (disabled) return 'disabled'
  if (locked) return 'locked'
  return account_expired ? 'expired' : 'normal'
}

export interface Order {
  readonly sort_field: 'user_name' | 'created_at'
  readonly sort_type: 'ASC' | 'DESC'
}

/** One page of users. @throws ApiFailure */
export const listUsers = (
  call: Call,
  query: UserFilter & Partial<Order> & { readonly limit: number; readonly offset?: number },
  signal?: AbortSignal,
) =>
  json<{ total_count: number; users: User[] }>(
    call('GET /v2/{p}/users', { query: { ...query }, ...(signal === undefined ? {} : { signal }) }),
  )

/** How many users a filter finds. @throws ApiFailure */
export const countUsers = async (call: Call, filter: UserFilter): Promise<number> =>
  (await listUsers(call, { ...filter, limit: 1 })).total_count
