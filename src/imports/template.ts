import { type Dictionary, type Language, dictionary } from '../i18n/dictionary.ts'
import { type About, type Column, createWorkbook } from '../workbook/index.ts'
import type { FieldName } from './fields.ts'

type ActiveType = keyof Dictionary['users']['activeTypes']

/** What a new user is asked for, in this order. */
const FIELDS = [
  'user_name',
  'user_email',
  'user_phone',
  'description',
  'active_type',
  'group_names',
  'domain',
  'account_expires',
  'password_never_expired',
  'enable_change_password',
  'next_login_change_password',
  'enterprise_project_id',
] as const satisfies readonly FieldName[]

/**
 * A workbook to fill in: a header, lists to choose from where there are few values, and a sheet that says what goes where.
 *
 * @param activeType the only one that is offered; absent: both
 */
export async function usersTemplate(language: Language, activeType?: ActiveType): Promise<Buffer> {
  const words = dictionary(language)
  const chunks: Buffer[] = []
  const workbook = createWorkbook(
    {
      title: words.users.title,
      creator: 'Muster',
      // The same bytes, and so the same entity tag, every time.
      created: new Date(0),
      language,
      sheetName: words.users.sheetName,
      columns: FIELDS.map((field): Column => {
        const choices = choicesOf(field, words, activeType)
        return {
          kind: 'text',
          header: words.users.headers[field],
          ...(choices === undefined ? {} : { choices }),
        }
      }),
      expectedRows: 0,
    },
    {
      write: (chunk) => {
        chunks.push(Buffer.from(chunk))
        return Promise.resolve()
      },
    },
  )
  await workbook.finish(instructions(words, activeType))
  return Buffer.concat(chunks)
}

/** The texts that a cell can hold; undefined: any. */
function choicesOf(field: FieldName, { users }: Dictionary, activeType?: ActiveType): string[] | undefined {
  switch (field) {
    case 'active_type':
      return activeType === undefined ? Object.values(users.activeTypes) : [users.activeTypes[activeType]]
    case 'password_never_expired':
    case 'enable_change_password':
    case 'next_login_change_password':
      return [users.yes, users.no]
    default:
      return undefined
  }
}

function instructions(words: Dictionary, activeType?: ActiveType): About {
  const { template } = words.imports
  const rule = (field: (typeof FIELDS)[number]): string => {
    const choices = choicesOf(field, words, activeType)
    if (choices !== undefined) return template.oneOf(choices.join(', '))
    switch (field) {
      case 'user_name':
        return template.user_name
      case 'user_email':
      case 'user_phone':
        return template.contact
      case 'group_names':
        return template.group_names
      case 'account_expires':
        return template.account_expires(words.users.never)
      case 'enterprise_project_id':
        return template.enterprise_project_id
      default:
        return template.text(255)
    }
  }
  return {
    sheetName: template.sheetName,
    title: template.title,
    facts: FIELDS.map((field) => [words.users.headers[field], rule(field)] as const),
    footer: [template.footer],
  }
}
