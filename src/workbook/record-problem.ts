/** What may be wrong with a record, in words; columns count from 0. */

import { columnLetters } from './cell-reference.ts'

export const loneBackslash = (column: number) => `a lone backslash ends column ${columnLetters(column + 1)}`

export const unknownCode = (column: number, texts: number) =>
  `no code in column ${columnLetters(column + 1)} but ${texts} texts to choose from`

export const tooFewFields = (fields: number, columns: number) => `${fields} fields for ${columns} columns`

export const tooManyFields = (columns: number) => `more than ${columns} fields for ${columns} columns`
