import { Type } from 'typebox'

import type { Call } from '../../http/operation.ts'
import { errors } from '../../errors.ts'
import type { IdempotencyKey } from '../../exports/idempotency.ts'
import type { ExportSubject } from '../../exports/kinds/index.ts'
import { limitsOfSettings } from '../../exports/project-limits.ts'
import { createExportTask } from '../../exports/task.ts'
import type { Language } from '../../i18n/dictionary.ts'
import { principalOf } from '../../iam/caller.ts'
import { findEnterpriseProject } from '../../iam/enterprise-project.ts'

/** The answer of an operation that orders an export. */
export const OrderedTask = Type.Object({
  task_id: Type.String({ description: 'ID of the export task' }),
})

/**
 * Makes the export task that a request asks for: of what its caller may see, recorded, and found again by its
 * idempotency key.
 *
 * @returns the task's ID
 * @throws ApiError permissionDenied for an enterprise project that the caller may not read, enterpriseProjectUnknown,
 *   idempotencyKeyReused, tooManyRequests, storageQuotaReached
 */
export async function orderExport(
  { database, permission, caller, project, services, audit }: Call,
  subject: ExportSubject,
  { language, idempotencyKey }: { language: Language; idempotencyKey: IdempotencyKey | undefined },
): Promise<string> {
  audit.note({ details: { filter: subject.filter, language } })
  const id = subject.type === 'GROUPS' ? undefined : subject.filter.enterprise_project_id
  if (id !== undefined) await permission.requireEnterpriseProject(id)
  if (id !== undefined && !(await findEnterpriseProject(database, project.accountId, id))) {
    throw errors.enterpriseProjectUnknown(`\`${id}\``)
  }
  return await createExportTask(database, services.queue, {
    ...subject,
    project,
    scope: { enterprise_project_ids: permission.enterpriseProjects },
    language,
    createdBy: { id: caller.userId, name: principalOf(caller) },
    idempotencyKey,
    origin: audit.handOver(),
    limits: limitsOfSettings(services.settings),
  })
}
