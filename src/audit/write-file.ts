import { createHash } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import path from 'node:path'

import type { Dictionary, Language } from '../i18n/dictionary.ts'
import { syncFolder } from '../private-file.ts'
import { type Sink, createWorkbook, toRecords } from '../workbook/index.ts'
import { type AuditFacts, aboutEvents } from './about.ts'
import { eventColumns } from './columns.ts'
import type { StoredEvent } from './list-events.ts'
import type { EventSnapshot } from './snapshot.ts'
import { CSV_HEAD, csvRecord, jsonLine } from './write-text.ts'

/** The kinds of file, by the ends of their names. */
export const FORMATS = ['.xlsx', '.csv', '.jsonl'] as const
export type Format = (typeof FORMATS)[number]

/** A file that is written. */
export interface WrittenFile {
  readonly rows: number
  readonly bytes: number
  readonly sha256: string
}

/** What a file of audit events is made of. */
export interface EventFile {
  readonly snapshot: EventSnapshot
  readonly facts: AuditFacts
  readonly language: Language
  readonly words: Dictionary
  /** Is told how many events are written. */
  readonly report: (rows: number) => void
}

/**
 * Writes the events of a snapshot to a file that only its owner may read. Until it is complete it is called
 * `<file>.part`.
 *
 * @throws Error where there are other events than were counted
 */
export async function writeEvents(file: string, format: Format, events: EventFile): Promise<WrittenFile> {
  const part = `${file}.part`
  const handle = await open(part, 'w', 0o600)
  const hash = createHash('sha256')
  let bytes = 0
  const sink: Sink = {
    write: async (chunk) => {
      hash.update(chunk)
      bytes += chunk.length
      await handle.appendFile(chunk)
    },
  }
  try {
    const rows =
      format === '.xlsx' ? await writeWorkbook(sink, events) : await writeLines(sink, events, format)
    if (rows !== events.snapshot.total) {
      throw new Error(`${events.snapshot.total} events were counted, but ${rows} were written`)
    }
    await handle.sync()
    await handle.close()
    await rename(part, file)
    await syncFolder(path.dirname(path.resolve(file)))
    return { rows, bytes, sha256: hash.digest('hex') }
  } catch (error) {
    await handle.close().catch(() => {})
    await rm(part, { force: true })
    throw error
  }
}

async function writeWorkbook(
  sink: Sink,
  { snapshot, facts, language, words, report }: EventFile,
): Promise<number> {
  const workbook = createWorkbook(
    {
      title: words.audit.title,
      creator: facts.account.name,
      created: snapshot.at,
      language,
      sheetName: words.audit.sheetName,
      columns: eventColumns.map(({ column }) => column(words)),
      expectedRows: snapshot.total,
    },
    sink,
  )
  let rows = 0
  for await (const page of snapshot.pages) {
    await workbook.write(toRecords(page.map((event) => eventColumns.map(({ value }) => value(event)))))
    report((rows += page.length))
  }
  return (await workbook.finish((written) => aboutEvents(facts, written, words))).rows
}

async function writeLines(
  sink: Sink,
  { snapshot, report }: EventFile,
  format: '.csv' | '.jsonl',
): Promise<number> {
  const line: (event: StoredEvent) => string = format === '.csv' ? csvRecord : jsonLine
  if (format === '.csv') await sink.write(Buffer.from(CSV_HEAD))
  let rows = 0
  for await (const page of snapshot.pages) {
    await sink.write(Buffer.from(page.map(line).join('')))
    report((rows += page.length))
  }
  return rows
}
