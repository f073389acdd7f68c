import { type Call, json } from '../api/call.ts'
import type { UserDetail } from './user.ts'

/** A user with the version that was read: a change of another one is refused. */
export interface ReadUser {
  readonly user: UserDetail
  readonly etag: string
}

/** @throws ApiFailure */
export async function readUser(call: Call, id: string): Promise<ReadUser> {
  const answer = await call(`GET /v2/{p}/users/${id}`)
  const { user_detail: user } = (await answer.json()) as { user_detail: UserDetail }
  return { user, etag: answer.headers.get('etag') ?? '' }
}

/** What a person can change of a user, as its form holds it. */
export interface UserFields {
  readonly user_email: string
  readonly user_phone: string
  readonly description: string
  readonly active_type: UserDetail['active_type']
  readonly account_expires: string
  readonly enable_change_password: boolean
  readonly next_login_change_password: boolean
  readonly password_never_expired: boolean
  readonly disabled: boolean
}

export const fieldsOf = (user: UserDetail): UserFields => ({
  user_email: user.user_email ?? '',
  user_phone: user.user_phone ?? '',
  description: user.description ?? '',
  active_type: user.active_type,
  account_expires: user.account_expires === 0 ? '0' : new Date(user.account_expires).toISOString(),
  enable_change_password: user.enable_change_password,
  next_login_change_password: user.next_login_change_password,
  password_never_expired: user.password_never_expired,
  disabled: user.disabled,
})

/** The fields in which two versions differ, with the values of the second. */
export const changesBetween = (before: UserFields, after: UserFields): Partial<UserFields> =>
  Object.fromEntries(
    Object.entries(after).filter(([name, value]) => before[name as keyof UserFields] !== value),
  )

/** Changes what is given, unless somebody was faster (412). @throws ApiFailure */
export const updateUser = (
  call: Call,
  { user, etag }: ReadUser,
  change: Partial<UserFields>,
): Promise<Response> => call(`PUT /v2/{p}/users/${user.id}`, { body: change, headers: { 'if-match': etag } })

export interface NewUser extends Partial<UserFields> {
  readonly user_name: string
  readonly password?: string
  readonly enterprise_project_id?: string
}

/** @throws ApiFailure */
export const createUser = (call: Call, user: NewUser): Promise<{ id: string }> =>
  json(call('POST /v2/{p}/users', { body: user }))

/** @throws ApiFailure */
export const changeStatus = (call: Call, id: string, action: 'LOCK' | 'UNLOCK'): Promise<Response> =>
  call(`POST /v2/{p}/users/${id}/actions`, { body: { op_type: action } })

/** BatchDeleteUser takes this many. */
const AT_ONCE = 100

/** Deletes users; each hundred of them all or none. @throws ApiFailure */
export async function deleteUsers(call: Call, ids: readonly string[], many: boolean): Promise<void> {
  if (!many) {
    for (const id of ids) await call(`DELETE /v2/{p}/users/${id}`)
    return
  }
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    await call('POST /v2/{p}/users/batch-delete', { body: { user_ids: ids.slice(from, from + AT_ONCE) } })
  }
}
