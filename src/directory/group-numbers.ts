import type { Transaction } from 'kysely'

import type { Tables } from '../database/tables.ts'
import { errors } from '../errors.ts'

/**
 * The numbers of groups by their IDs. Their rows are held until the transaction ends: no group goes while somebody is
 * put into it.
 *
 * @param describe how an unknown one is named in the error
 * @throws ApiError userGroupUnknown naming every one that there is not
 */
export async function groupNumbers(
  transaction: Transaction<Tables>,
  projectId: string,
  ids: readonly string[],
  describe: (unknown: ReadonlySet<string>) => readonly string[] = (unknown) =>
    [...unknown].map((id) => `\`${id}\``),
): Promise<Map<string, number>> {
  const wanted = new Set(ids)
  if (wanted.size === 0) return new Map()
  const found = await transaction
    .selectFrom('user_groups')
    .where('project_id', '=', projectId)
    .where('id', 'in', [...wanted])
    .select(['id', 'number'])
    .orderBy('id')
    .forKeyShare()
    .execute()
  const numbers = new Map(found.map(({ id, number }) => [id, number]))
  const unknown = new Set([...wanted].filter((id) => !numbers.has(id)))
  if (unknown.size > 0) throw errors.userGroupUnknown(describe(unknown).join(', '))
  return numbers
}
