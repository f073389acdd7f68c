import { dictionary } from '../i18n/dictionary.ts'
import { type Sheet, type Source, type Table, UnreadableFile, openTable } from '../table-reader/index.ts'
import { type Header, isSameHeader, readHeader } from './header.ts'

/** The sheets of a file that list users. */
export interface UsersTable {
  readonly header: Header
  /** At least one; all with the same header, as an export of more than a million users has them. */
  readonly sheets: readonly Sheet[]
  /** Names of sheets that are not read. */
  readonly others: readonly string[]
  close(): Promise<void>
}

/**
 * Opens a file of users: finds the sheets that list them by their headers.
 *
 * @throws UnreadableFile where it is no readable workbook or CSV file, or has no column of user names
 */
export async function openUsersTable(source: Source): Promise<UsersTable> {
  const table = await openTable(source)
  try {
    return await findUsers(table)
  } catch (error) {
    await table.close()
    throw error
  }
}

async function findUsers(table: Table): Promise<UsersTable> {
  let header: Header | null = null
  const sheets: Sheet[] = []
  const others: string[] = []
  for (const sheet of table.sheets) {
    const found = readHeader(await sheet.firstRow())
    header ??= found
    if (found !== null && header !== null && isSameHeader(found, header)) sheets.push(sheet)
    else others.push(sheet.name)
  }
  if (header === null) {
    const names = (['en_US', 'zh_CN'] as const).map(
      (language) => `"${dictionary(language).users.headers.user_name}"`,
    )
    throw new UnreadableFile(
      `no column of its first row is called ${names.join(' or ')}, which every import needs; ` +
        'the template of ExportUsersTemplate has all columns',
    )
  }
  return { header, sheets, others, close: () => table.close() }
}
