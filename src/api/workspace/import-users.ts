import { Type } from 'typebox'

import { errors } from '../../errors.ts'
import { limitsOfSettings } from '../../exports/project-limits.ts'
import { type TaskOrder, createTask } from '../../exports/task.ts'
import { type FilePart, copyFilePart } from '../../http/file-part.ts'
import { type Call, operation } from '../../http/operation.ts'
import { Enum, Language, ProjectParams } from '../../http/schemas.ts'
import { principalOf } from '../../iam/caller.ts'
import { newId } from '../../ids.ts'
import { type ImportOrder, uploadKey } from '../../imports/order.ts'
import { openUsersTable } from '../../imports/users-table.ts'
import { UnreadableFile } from '../../table-reader/index.ts'
import { IdempotencyKeyHeader, idempotencyKeyOf } from './idempotency-key.ts'

/** ImportUsers, ours: users from a workbook or a CSV file (contract, workspace.md section 3). */
export const importUsers = operation({
  id: 'ImportUsers',
  tag: 'Users',
  summary: 'Import users from an Excel or CSV file',
  description:
    'Makes a task that reads the file and creates or updates users in one transaction. The file is the filled template of ' +
    'ExportUsersTemplate, an exported workbook, or CSV (UTF-8 or GB18030); its columns are found by their headers, in ' +
    'English or Chinese and any order. The task’s own file is a report that says of every row what became of it and why.',
  method: 'POST',
  url: '/v3/:project_id/users/import',
  access: 'project',
  action: 'workspace:users:importUser',
  upload: { field: 'file', description: 'An .xlsx workbook or a CSV file' },
  schema: {
    params: ProjectParams,
    headers: IdempotencyKeyHeader,
    querystring: Type.Object({
      mode: Enum(['create', 'upsert'], {
        default: 'create',
        description:
          '`create`: users that exist are refused; `upsert`: they are updated. They are found by name and domain, ignoring case',
      }),
      dry_run: Type.Boolean({
        default: false,
        description: 'Change nothing; the report says what would be changed',
      }),
      on_error: Enum(['abort', 'skip'], {
        default: 'abort',
        description:
          '`abort`: a row that is refused means that nothing is changed; `skip`: the others are imported',
      }),
      language: { ...Language, description: 'Language of the report' },
    }),
    response: { 200: Type.Object({ task_id: Type.String({ description: 'ID of the import task' }) }) },
  },
  handler: async (call) => {
    const { database, query, project, services, request } = call
    const { language, mode, dry_run, on_error } = query
    const id = newId()
    const key = uploadKey(id)
    const file = await keepFile(call, key)
    const filter: ImportOrder = { mode, dry_run, on_error, file }
    call.audit.note({ details: { filter, language } })
    try {
      await refuseUnreadable(call, key, file)
      const task_id = await createTask(database, services.queue, {
        ...orderOf(call),
        id,
        filter,
        language,
        idempotencyKey: idempotencyKeyOf(request, { ...query, sha256: file.sha256 }),
      })
      // A repeat is answered by its first task, which has a file of its own.
      if (task_id !== id) await services.store.delete(key)
      return { task_id }
    } catch (error) {
      await services.store.delete(key)
      throw error
    }

    function orderOf({ permission, caller, audit }: Call): Omit<TaskOrder, 'filter' | 'language'> {
      return {
        type: 'IMPORT',
        filePrefix: 'import',
        project,
        scope: { enterprise_project_ids: permission.enterpriseProjects },
        createdBy: { id: caller.userId, name: principalOf(caller) },
        origin: audit.handOver(),
        limits: limitsOfSettings(services.settings),
      }
    }
  },
})

/** Puts the uploaded file where the worker finds it, on whichever machine that is. */
async function keepFile({ services, request }: Call, key: string): Promise<FilePart> {
  const pending = await services.store.create(key)
  try {
    const file = await copyFilePart(request, 'file', services.settings.MUSTER_IMPORT_MAX_BYTES, pending)
    await pending.commit()
    return file
  } catch (error) {
    await pending.abort()
    throw error
  }
}

/** What is no readable file, or has no user names, is refused at once; what shows only in its rows, by the report. */
async function refuseUnreadable({ services }: Call, key: string, { size }: FilePart): Promise<void> {
  try {
    const table = await openUsersTable({ size, read: (range) => services.store.read(key, range) })
    await table.close()
  } catch (error) {
    throw error instanceof UnreadableFile ? errors.parameterInvalid(`\`file\`: ${error.message}`) : error
  }
}
