import { type Call, json } from '../api/call.ts'

/** What became of a row (ListImportRows); in the order in which somebody looks at them. */
export const RESULTS = ['REFUSED', 'UPDATED', 'CREATED', 'UNCHANGED'] as const
export type RowResult = (typeof RESULTS)[number]

/** What an import came to, as ListExportTasks answers it. */
export interface ImportResult {
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly refused: number
  readonly applied: boolean
  readonly unknown_columns: readonly string[]
  readonly columns: readonly string[]
  readonly other_sheets: readonly string[]
}

/** What was asked for: the filter of a task of the type IMPORT. */
export interface ImportOrder {
  readonly mode: 'create' | 'upsert'
  readonly dry_run: boolean
  readonly on_error: 'abort' | 'skip'
  readonly file: { readonly name: string; readonly size: number }
}

export interface ImportRow {
  readonly row: number
  readonly user_name: string | null
  readonly cells: readonly {
    readonly column: string
    readonly before: string | null
    readonly after: string | null
  }[]
  readonly reason: string | null
}

export const countOf = (result: ImportResult, of: RowResult): number =>
  ({
    REFUSED: result.refused,
    UPDATED: result.updated,
    CREATED: result.created,
    UNCHANGED: result.unchanged,
  })[of]

/** One page of the rows that became one thing. @throws ApiFailure */
export const listImportRows = (
  call: Call,
  taskId: string,
  query: { readonly result: RowResult; readonly offset: number; readonly limit: number },
) =>
  json<{ count: number; listed: number; rows: ImportRow[] }>(
    call(`GET /v3/{p}/users/import/${encodeURIComponent(taskId)}/rows`, { query }),
  )
