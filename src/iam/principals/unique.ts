import pg from 'pg'

import { errors } from '../../errors.ts'

const UNIQUE_VIOLATION = '23505'

/**
 * Does something that a name may stand in the way of.
 *
 * @throws ApiError identityNameTaken where the name is another's
 */
export async function withUniqueName<T>(kind: string, name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== UNIQUE_VIOLATION) throw error
    throw errors.identityNameTaken(kind, name)
  }
}
