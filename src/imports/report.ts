import { createHash } from 'node:crypto'

import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'

import type { Dictionary, Language } from '../i18n/dictionary.ts'
import type { PendingFile } from '../storage/store.ts'
import { type About, type Column, createWorkbook } from '../workbook/index.ts'
import type { ImportOrder, ImportResult } from './order.ts'
import { OUTCOMES, type Staging, cellName } from './staged.ts'

/** What the last sheet of a report tells. */
export interface ReportFacts {
  readonly taskId: string
  readonly projectName: string
  readonly projectId: string
  readonly importedBy: string
  readonly language: Language
  readonly at: Date
  readonly order: ImportOrder
  readonly result: ImportResult
  readonly newGroups: number
  /** Sheets that were not read. */
  readonly otherSheets: readonly string[]
}

/** Rows come out of COPY as the workbook takes them (exports/run.ts). */
const COPY_OPTIONS = String.raw`(FORMAT text, DELIMITER E'\x1f', NULL '')`

/**
 * Writes the report of an import: the rows of the file with what became of each and why, the cells at fault marked, and a
 * last sheet with the totals.
 */
export async function writeReport(
  client: pg.ClientBase,
  file: PendingFile,
  staging: Staging,
  facts: ReportFacts,
  words: Dictionary,
): Promise<{ size: number; sha256: string; cutCells: number }> {
  const hash = createHash('sha256')
  const { created, updated, unchanged, refused } = facts.result
  const workbook = createWorkbook(
    {
      title: words.imports.title,
      creator: facts.importedBy,
      created: facts.at,
      language: facts.language,
      sheetName: words.imports.sheetName,
      columns: reportColumns(staging, words),
      expectedRows: created + updated + unchanged + refused,
    },
    {
      write: async (chunk) => {
        hash.update(chunk)
        await file.write(chunk)
      },
    },
  )
  const cells = staging.columns.map((_, index) => `r.${cellName(index)}`)
  const rows = client.query(
    copyTo(
      `COPY (SELECT ${[...cells, 'p.outcome', 'p.changes', 'p.reason'].join(', ')}
         FROM import_rows r JOIN import_outcomes p USING (number) ORDER BY number) TO STDOUT ${COPY_OPTIONS}`,
    ),
  )
  for await (const records of rows) await workbook.write(records as Buffer)
  const written = await workbook.finish(totalsSheet(facts, words))
  return { size: written.bytes, sha256: hash.digest('hex'), cutCells: written.cutCells.count }
}

function reportColumns(staging: Staging, { imports }: Dictionary): Column[] {
  const markedBy = staging.columns.length + 2
  return [
    ...staging.columns.map(({ header, field }): Column => {
      const isNumber = field === 'total_desktops' || field === 'share_space_desktops'
      return { kind: isNumber ? 'number' : 'text', header, markedBy }
    }),
    {
      kind: 'code',
      header: imports.headers.result,
      texts: OUTCOMES.map((name) => imports.outcomes[name]),
    },
    { kind: 'text', header: imports.headers.changes },
    { kind: 'text', header: imports.headers.reason },
  ]
}

function totalsSheet(facts: ReportFacts, words: Dictionary): About {
  const { imports, about } = words
  const { totals, outcomes } = imports
  const { order, result } = facts
  const list = (names: readonly string[]) => (names.length === 0 ? totals.none : names.join(', '))
  return {
    sheetName: totals.sheetName,
    title: imports.title,
    facts: [
      [about.project, facts.projectName],
      [about.projectId, facts.projectId],
      [totals.file, order.file.name],
      [totals.fileSha256, order.file.sha256],
      [totals.mode, totals.modes[order.mode]],
      [totals.onError, totals.onErrors[order.on_error]],
      [totals.rows, result.created + result.updated + result.unchanged + result.refused],
      ...OUTCOMES.map((name) => [outcomes[name], result[name]] as const),
      [totals.newGroups, facts.newGroups],
      [totals.unknownColumns, list(result.unknown_columns)],
      [totals.otherSheets, list(facts.otherSheets)],
      [totals.importedBy, facts.importedBy],
      [about.snapshotAt, facts.at.toISOString()],
      [about.taskId, facts.taskId],
      [about.dates, about.datesAreUtc],
    ],
    footer: [conclusion(facts, words)],
  }
}

function conclusion({ order, result }: ReportFacts, { imports: { totals } }: Dictionary): string {
  if (order.dry_run) return totals.dryRun
  return result.applied ? totals.applied : totals.aborted(result.refused.toLocaleString('en-US'))
}
