import type { Dictionary } from '../i18n/dictionary.ts'
import { type ReadCell, CellFault, choice, count, instant, subscription, yesNo } from './values.ts'

/** The columns of the exported workbook, by which headers are known. */
export type FieldName = keyof Dictionary['users']['headers']

/** What is made of a column's cells. */
export type ImportField =
  | {
      /** The text itself is the value. @returns what is wrong with it, where that matters */
      readonly kind: 'text'
      readonly check: (text: string, words: Dictionary) => CellFault | undefined
    }
  | { readonly kind: 'value'; readonly sqlType: string; readonly read: ReadCell }
  /** It is told by the directory, and passed over. */
  | { readonly kind: 'ignored' }

const text = (check: (text: string, words: Dictionary) => string | undefined): ImportField => ({
  kind: 'text',
  check: (given, words) => {
    const fault = given.isWellFormed() ? check(given, words) : words.imports.reasons.notText
    return fault === undefined ? undefined : new CellFault(fault)
  },
})
const atMost = (most: number) =>
  text((given, { imports }) => (characters(given) > most ? imports.reasons.tooLong(most) : undefined))
const value = (sqlType: string, read: ReadCell): ImportField => ({ kind: 'value', sqlType, read })

const USER_NAME = /^(?=.{1,32}$)[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}._-]*$(?<![._])/u
const EMAIL = /^(?=.{1,64}$)[^\s@]+@[^\s@]+$/u
const PHONE = /^[-+0-9 ()]{1,20}$/

/** What an import reads, with the rules of CreateDesktopUser (contract, workspace.md section 3). */
export const importFields: Readonly<Record<FieldName, ImportField>> = {
  user_name: text((given, { imports }) =>
    USER_NAME.test(given.trim()) ? undefined : imports.reasons.userName,
  ),
  user_email: text((given, { imports }) => (EMAIL.test(given.trim()) ? undefined : imports.reasons.email)),
  user_phone: text((given, { imports }) => (PHONE.test(given.trim()) ? undefined : imports.reasons.phone)),
  description: atMost(255),
  active_type: value(
    'text',
    choice(['USER_ACTIVATE', 'ADMIN_ACTIVATE'], ({ users }, type) => users.activeTypes[type]),
  ),
  // What the names must be is known where they are held against the groups that there are.
  group_names: text(() => undefined),
  domain: atMost(255),
  status: value(
    'text',
    choice(['normal', 'locked', 'disabled', 'expired'], ({ users }, status) => users.statuses[status]),
  ),
  total_desktops: value('integer', count),
  share_space_subscription: value('boolean', subscription),
  share_space_desktops: value('integer', count),
  account_expires: value('timestamptz', instant),
  password_never_expired: value('boolean', yesNo),
  enable_change_password: value('boolean', yesNo),
  next_login_change_password: value('boolean', yesNo),
  enterprise_project_id: atMost(255),
  created_at: { kind: 'ignored' },
  id: { kind: 'ignored' },
}

/** As PostgreSQL and JSON Schema count them. */
const characters = (given: string) => (given.length <= 255 ? given.length : Array.from(given).length)
