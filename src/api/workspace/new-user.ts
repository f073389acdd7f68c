import { type Static, Type } from 'typebox'

import type { NewUser } from '../../directory/create-users.ts'
import { ActiveType, CHECK, RULE } from '../../http/schemas.ts'
import {
  AccountExpires,
  AliasName,
  Description,
  Email,
  Phone,
  UserInfoMap,
  instantOf,
} from './user-fields.ts'

const fields = {
  user_name: Type.String({
    minLength: 1,
    maxLength: 32,
    pattern: String.raw`^[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}._-]*$(?<![._])`,
    [RULE]:
      '1-32 characters: letters of any script, digits, `.`, `_` and `-`, beginning with a letter or digit, not ending in `.` or `_`',
  }),
  user_email: Type.Optional(Email),
  user_phone: Type.Optional(Phone),
  account_expires: Type.Optional(AccountExpires),
  active_type: ActiveType({ default: 'USER_ACTIVATE' }),
  password: Type.Optional(
    Type.String({
      minLength: 8,
      maxLength: 32,
      writeOnly: true,
      [RULE]: '8-32 characters',
      description: 'Checked, never stored',
    }),
  ),
  enable_change_password: Type.Boolean({ default: true }),
  next_login_change_password: Type.Boolean({ default: true }),
  group_ids: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { minItems: 1, maxItems: 5 }),
  ),
  description: Type.Optional(Description),
  alias_name: Type.Optional(AliasName),
  enterprise_project_id: Type.String({ minLength: 1, maxLength: 255, default: '0' }),
  user_info_map: Type.Optional(UserInfoMap),
  domain: Type.String({ maxLength: 255, default: '' }),
}

/** A user as CreateDesktopUser and BatchCreateUsers take it (contract, workspace.md section 3). */
export const NewUserBody = Type.Object(fields, { [CHECK]: faultBetweenFields })

type Given = Static<typeof NewUserBody>

/** What is wrong between the fields of a new user, each of which may be wrong by itself. */
function faultBetweenFields(user: Readonly<Record<string, unknown>>): string | undefined {
  if (user['active_type'] === 'USER_ACTIVATE' && !user['user_email'] && !user['user_phone']) {
    return '`user_email` or `user_phone` is missing: activation by users needs one of them'
  }
  if (user['active_type'] === 'ADMIN_ACTIVATE' && user['password'] === undefined) {
    return '`password` is missing: activation by administrators needs it'
  }
  return undefined
}

/** The user as the directory takes it; its password goes no further. */
export function newUserOf({ password: _, account_expires: expires = '0', ...user }: Given): NewUser {
  return {
    ...user,
    user_email: user.user_email || undefined,
    user_phone: user.user_phone || undefined,
    account_expires: instantOf(expires),
    group_ids: user.group_ids ?? [],
  }
}
