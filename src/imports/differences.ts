import { type RawBuilder, sql } from 'kysely'

import type { Database } from '../database/connect.ts'
import type { DifferentCell, Tables } from '../database/tables.ts'
import { type Comparing, comparisons, groupsOf } from './compare.ts'
import { OUTCOMES, type Outcome, cellName } from './staged.ts'

/** How many rows of each outcome are kept to be shown; nobody reads more of them on a page, and the report has all. */
export const MOST_SHOWN = 1000

/** What became of a row, as the API calls it. */
export type RowResult = Tables['import_differences']['outcome']
export const ROW_RESULTS = OUTCOMES.map((name) => name.toUpperCase() as Uppercase<Outcome>)

/** A row of the file beside the directory. */
export interface Difference {
  readonly file_row: number
  readonly outcome: RowResult
  readonly user_name: string | null
  readonly cells: readonly DifferentCell[]
  readonly reason: string | null
}

/**
 * Keeps the first rows of each outcome: of updated ones what changes, of created ones what they are to be, of refused ones
 * the cells that the reason names. To be run before the directory is changed.
 */
export function differencesStatement(comparing: Comparing, taskId: string): RawBuilder<unknown> {
  const { projectId, staging } = comparing
  const compared = comparisons(comparing).map(({ field, differs, before, after }) => {
    const header = sql`${staging.headerOf(field) ?? field}::text`
    const created = sql`jsonb_build_object('column', ${header}, 'before', NULL, 'after', ${staging.text(field)})`
    const updated = sql`jsonb_build_object('column', ${header}, 'before', ${before}, 'after', ${after})`
    return sql`CASE WHEN u.id IS NOT NULL AND ${differs} THEN ${updated}
      WHEN u.id IS NULL AND ${staging.text(field)} IS NOT NULL THEN ${created} END`
  })
  // A reason names its columns in brackets, and may name one that the file lacks.
  const atFault = staging.columns.map(
    ({ header }, index) => sql`CASE WHEN strpos(p.reason, ${`[${header}] `}) > 0 THEN
      jsonb_build_object('column', ${header}::text, 'before', NULL, 'after', r.${sql.ref(cellName(index))}) END`,
  )
  const cells = (made: readonly RawBuilder<unknown>[]) =>
    made.length === 0 ? sql`'{}'::jsonb[]` : sql`ARRAY[${sql.join(made)}]::jsonb[]`
  return sql`
    INSERT INTO import_differences (project_id, task_id, file_row, outcome, user_name, cells, reason, position)
    SELECT ${projectId}, ${taskId}, r.file_row, kinds.name, r.user_name, (
        SELECT coalesce(jsonb_agg(cell), '[]')
        FROM unnest(CASE WHEN p.reason IS NULL THEN ${cells(compared)} ELSE ${cells(atFault)} END) AS cell
        WHERE cell IS NOT NULL
      ), p.reason, row_number() OVER (PARTITION BY kinds.name ORDER BY r.number)
    FROM unnest(${ROW_RESULTS}::text[]) WITH ORDINALITY AS kinds (name, place)
    CROSS JOIN LATERAL (
      SELECT * FROM import_outcomes WHERE outcome = kinds.place - 1 ORDER BY number LIMIT ${sql.lit(MOST_SHOWN)}
    ) AS p
    JOIN import_rows r USING (number)
    LEFT JOIN users u ON u.project_id = ${projectId} AND u.id = p.user_id
    ${groupsOf(comparing)}`
}

/** One page of the rows of an import that became one thing, in the order of the file. */
export async function listDifferences(
  database: Database,
  task: { readonly project_id: string; readonly id: string },
  result: RowResult,
  page: { readonly offset: number; readonly limit: number },
): Promise<Difference[]> {
  return await database
    .selectFrom('import_differences')
    .select(['file_row', 'outcome', 'user_name', 'cells', 'reason'])
    .where('project_id', '=', task.project_id)
    .where('task_id', '=', task.id)
    .where('outcome', '=', result)
    .orderBy('position')
    .offset(page.offset)
    .limit(page.limit)
    .execute()
}
