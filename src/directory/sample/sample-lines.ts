import { type SampleUser, sampleUser } from './sample-users.ts'

/** What the places of enterprise projects and groups in the lists of words.ts stand for in the database. */
export interface SamplePlaces {
  /** IDs. */
  readonly enterpriseProjects: readonly string[]
  /** Numbers of the groups. */
  readonly groups: readonly number[]
}

const COLUMNS = [
  'id',
  'user_name',
  'user_email',
  'user_phone',
  'description',
  'active_type',
  'account_expires',
  'password_never_expired',
  'enable_change_password',
  'next_login_change_password',
  'locked',
  'disabled',
  'total_desktops',
  'share_space_subscription',
  'share_space_desktops',
  'created_at',
] as const satisfies readonly (keyof SampleUser)[]

/** Columns of the lines, in their order. */
export const USER_COLUMNS = ['project_id', 'enterprise_project_id', 'group_numbers', ...COLUMNS].join(', ')

/** Sample users from the `first` on, a line each in COPY's text format. */
export function sampleLines(
  order: { readonly project: { readonly id: string }; readonly seed: number },
  places: SamplePlaces,
  first: number,
  users: number,
): string {
  const sizes = { enterpriseProjects: places.enterpriseProjects.length, groups: places.groups.length }
  let lines = ''
  for (let number = first; number < first + users; number++) {
    const user = sampleUser(order.seed, number, sizes)
    const values = [
      order.project.id,
      places.enterpriseProjects[user.enterpriseProject],
      `{${user.groups.map((group) => places.groups[group]).join(',')}}`,
      ...COLUMNS.map((column) => user[column]),
    ]
    lines += `${values.map(field).join('\t')}\n`
  }
  return lines
}

type Value = string | number | boolean | Date | null | undefined

/** A value in COPY's text format. */
function field(value: Value): string {
  if (value === null || value === undefined) return String.raw`\N`
  const text = value instanceof Date ? value.toISOString() : String(value)
  return SPECIAL.test(text) ? text.replaceAll(/[\\\t\n\r]/g, (char) => ESCAPES[char] ?? char) : text
}

const SPECIAL = /[\\\t\n\r]/
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
