import { type Static, Type } from 'typebox'

import type { NewUser } from '../../directory/create-users.ts'
import { ActiveType, CHECK, RULE } from '../../http/schemas.ts'

const fields = {
  user_name: Type.String({
    minLength: 1,
    maxLength: 32,
    pattern: String.raw`^[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}._-]*$(?<![._])`,
    [RULE]:
      '1-32 characters: letters of any script, digits, `.`, `_` and `-`, beginning with a letter or digit, not ending in `.` or `_`',
  }),
  user_email: Type.Optional(
    Type.String({
      maxLength: 64,
      pattern: String.raw`^$|^[^\s@]+@[^\s@]+$`,
      [RULE]: 'an e-mail address of at most 64 characters',
    }),
  ),
  user_phone: Type.Optional(
    Type.String({
      maxLength: 20,
      pattern: '^[-+0-9 ()]*$',
      [RULE]: 'at most 20 digits, blanks, `+`, `-`, `(` and `)`',
    }),
  ),
  account_expires: Type.Optional(
    Type.String({
      pattern: String.raw`^(0|(?!0000)\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{3})?Z)$`,
      [RULE]: '`0` (never) or an instant of the form yyyy-MM-ddTHH:mm:ss[.SSS]Z',
      [CHECK]: faultInCalendar,
    }),
  ),
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
  description: Type.Optional(Type.String({ maxLength: 255 })),
  alias_name: Type.Optional(Type.String({ maxLength: 255 })),
  enterprise_project_id: Type.String({ minLength: 1, maxLength: 255, default: '0' }),
  user_info_map: Type.Optional(
    Type.Record(Type.String(), Type.String({ maxLength: 255 }), {
      maxProperties: 64,
      description: 'Texts by name',
    }),
  ),
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
    account_expires: expires === '0' ? null : new Date(expires),
    group_ids: user.group_ids ?? [],
  }
}

/** 31 February is read as a day in March. */
function faultInCalendar(text: string): string | undefined {
  if (text === '0') return undefined
  const date = new Date(text)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text.slice(0, 19))
    ? undefined
    : `received "${text}", allowed: a day that the calendar has`
}
