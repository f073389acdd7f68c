import { Type } from 'typebox'

import { errors } from '../../errors.ts'
import { findTask } from '../../exports/task.ts'
import { operation } from '../../http/operation.ts'
import { Enum, Offset, OrNull, ProjectParams } from '../../http/schemas.ts'
import { MOST_SHOWN, ROW_RESULTS, listDifferences } from '../../imports/differences.ts'
import type { ImportResult } from '../../imports/order.ts'
import { mayReadFile, requireFile } from './task-file.ts'

const Row = Type.Object({
  row: Type.Integer({ description: 'Row of the file, from 1' }),
  result: Enum(ROW_RESULTS),
  user_name: OrNull(Type.String()),
  cells: Type.Array(
    Type.Object({
      column: Type.String({ description: 'Header of the column, as the file has it' }),
      before: OrNull(Type.String({ description: 'What the directory said' })),
      after: OrNull(Type.String({ description: 'What the file says' })),
    }),
    { description: 'The cells that make a difference; of a refused row those at fault' },
  ),
  reason: OrNull(Type.String({ description: 'Why the row is refused' })),
})

/** ListImportRows, ours: the report of an import as a page shows it, dry runs above all. */
export const listImportRows = operation({
  id: 'ListImportRows',
  tag: 'Users',
  summary: 'List what became of the rows of an import',
  description:
    `The first ${MOST_SHOWN} rows of each result, in the order of the file; the report that ` +
    'DownloadExportFile gives has all of them. Who may download the report may read them, for as long as there is one.',
  method: 'GET',
  url: '/v3/:project_id/users/import/:task_id/rows',
  access: 'project',
  action: 'workspace:tenants:exportData',
  schema: {
    params: Type.Interface([ProjectParams], { task_id: Type.String({ minLength: 1, maxLength: 255 }) }),
    querystring: Type.Object({
      result: Enum(ROW_RESULTS, { default: 'REFUSED', description: 'What became of the rows' }),
      offset: Offset,
      limit: Type.Integer({ minimum: 1, maximum: 200, default: 20 }),
    }),
    response: {
      200: Type.Object({
        count: Type.Integer({
          description: 'Rows of this result in the file; not all of them may be listed',
        }),
        listed: Type.Integer({ description: 'How many of them are listed' }),
        rows: Type.Array(Row),
      }),
    },
  },
  handler: async ({ database, caller, permission, params, query, project }) => {
    const task = await findTask(database, project.id, params.task_id)
    if (task.task_type !== 'IMPORT') throw errors.exportTaskUnknown()
    if (!mayReadFile(task, caller, permission)) throw await permission.refuse()
    requireFile(task)
    const counts = task.result as ImportResult
    const count = {
      CREATED: counts.created,
      UPDATED: counts.updated,
      UNCHANGED: counts.unchanged,
      REFUSED: counts.refused,
    }[query.result]
    const rows = await listDifferences(database, task, query.result, query)
    return {
      count,
      listed: Math.min(count, MOST_SHOWN),
      rows: rows.map(({ file_row: row, outcome: result, user_name, cells, reason }) => ({
        row,
        result,
        user_name,
        cells,
        reason,
      })),
    }
  },
})
