import { Type } from 'typebox'

import { CHECK, RULE } from '../../http/schemas.ts'

/** Fields of a user that are written, at its creation and later (contract, workspace.md section 3). */
export const Email = Type.String({
  maxLength: 64,
  pattern: String.raw`^$|^[^\s@]+@[^\s@]+$`,
  [RULE]: 'an e-mail address of at most 64 characters',
})
export const Phone = Type.String({
  maxLength: 20,
  pattern: '^[-+0-9 ()]*$',
  [RULE]: 'at most 20 digits, blanks, `+`, `-`, `(` and `)`',
})
export const Description = Type.String({ maxLength: 255 })
export const AliasName = Type.String({ maxLength: 255 })
export const AccountExpires = Type.String({
  pattern: String.raw`^(0|(?!0000)\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{3})?Z)$`,
  [RULE]: '`0` (never) or an instant of the form yyyy-MM-ddTHH:mm:ss[.SSS]Z',
  [CHECK]: faultInCalendar,
})
export const UserInfoMap = Type.Record(Type.String(), Type.String({ maxLength: 255 }), {
  maxProperties: 64,
  description: 'Texts by name',
})

/** Null: never. */
export const instantOf = (expires: string): Date | null => (expires === '0' ? null : new Date(expires))

/** 31 February is read as a day in March. */
function faultInCalendar(text: string): string | undefined {
  if (text === '0') return undefined
  const date = new Date(text)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text.slice(0, 19))
    ? undefined
    : `received "${text}", allowed: a day that the calendar has`
}
