import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'

import { Type } from 'typebox'

import { operation } from '../../http/operation.ts'
import { ActiveType, Language, ProjectParams } from '../../http/schemas.ts'
import { sendFile } from '../../http/send-file.ts'
import { usersTemplate } from '../../imports/template.ts'

/** ExportUsersTemplate: a workbook to fill in and import (contract, workspace.md section 3). */
export const exportUsersTemplate = operation({
  id: 'ExportUsersTemplate',
  tag: 'Users',
  summary: 'Download the template for importing users',
  method: 'GET',
  url: '/v2/:project_id/users/template/download',
  access: 'project',
  action: 'workspace:users:getImportTemplate',
  schema: {
    params: ProjectParams,
    querystring: Type.Object({
      language: Language,
      active_type: Type.Optional(
        ActiveType({ description: 'Activation type that the template offers; absent: both' }),
      ),
    }),
    response: {
      200: Type.Unsafe<unknown>({
        description: 'The workbook',
        content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
      }),
    },
  },
  handler: async ({ query, request, reply }) => {
    const bytes = await usersTemplate(query.language, query.active_type)
    return await sendFile(request, reply, {
      name: 'users-template.xlsx',
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      read: (range) => Promise.resolve(Readable.from([bytes.subarray(range?.start, range && range.end + 1)])),
      whenComplete: () => Promise.resolve(),
    })
  },
})
