import { buffer } from 'node:stream/consumers'

import { openCsv } from './csv.ts'
import type { Source, Table } from './table.ts'
import { UnreadableFile } from './unreadable-file.ts'
import { openXlsx } from './xlsx.ts'

/** Files that are often meant for a table and are none, by their first bytes. */
const OTHERS: readonly (readonly [magic: string, what: string])[] = [
  ['%PDF', 'a PDF document'],
  ['\xd0\xcf\x11\xe0', 'an old or encrypted Office document: save it as .xlsx, without a password'],
  ['\x1f\x8b', 'a gzip archive'],
  ['7z\xbc\xaf', 'a 7z archive'],
  ['Rar!', 'a RAR archive'],
  ['\x89PNG', 'a picture'],
  ['\xff\xd8\xff', 'a picture'],
  ['GIF8', 'a picture'],
  ['<?xml', 'an XML document'],
  ['<html', 'a web page'],
  ['<!DOCTYPE', 'a web page'],
]

/**
 * Opens a file of rows: an `.xlsx` workbook or a CSV file, told apart by its first bytes and never by its name.
 *
 * @throws UnreadableFile saying what is wrong with it
 */
export async function openTable(source: Source): Promise<Table> {
  if (source.size === 0) throw new UnreadableFile('the file is empty')
  const start = await buffer(await source.read({ start: 0, end: Math.min(source.size, 16) - 1 }))
  const text = start.toString('latin1')
  if (text.startsWith('PK\x03\x04') || text.startsWith('PK\x05\x06')) return await openXlsx(source)
  const other = OTHERS.find(([magic]) => text.startsWith(magic))
  if (other !== undefined) throw new UnreadableFile(`the file is ${other[1]}`)
  return await openCsv(source)
}
