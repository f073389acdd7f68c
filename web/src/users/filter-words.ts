import type { UserFilter } from '../../../src/directory/user-filter.ts'
import { filterWords as wordsOfExport } from '../../../src/exports/filter-words.ts'
import type { Dictionary } from '../../../src/i18n/dictionary.ts'

/** A filter as a sentence: the one of the workbook, the export centre and the audit trail. */
export const filterWords = (filter: UserFilter, words: Dictionary): string =>
  wordsOfExport(filter, { enterprise_project_ids: null }, words)
