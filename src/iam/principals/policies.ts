import { sql } from 'kysely'

import type { Database } from '../../database/connect.ts'
import { errors } from '../../errors.ts'
import { newId } from '../../ids.ts'
import { endTokensOf } from '../end-tokens.ts'
import { type PolicyDocument, parseDocument } from '../policy/document.ts'
import { findSystemPolicy } from '../policy/system-policies.ts'
import { grantees } from './grantees.ts'
import { checkDescription, checkName } from './names.ts'
import { withUniqueName } from './unique.ts'

/** A policy of an account's own. */
export interface CustomPolicy {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly document: object
  readonly created_at: Date
  readonly updated_at: Date
}

export interface NewPolicy {
  readonly name: string
  readonly description?: string | undefined
  readonly document: unknown
}

const COLUMNS = ['id', 'name', 'description', 'document', 'created_at', 'updated_at'] as const

/**
 * Creates a policy of the account's own, after its check (contract, iam.md section 3).
 *
 * @throws ApiError parameterInvalid with every fault of the document, identityNameTaken
 */
export async function createPolicy(
  database: Database,
  accountId: string,
  { name, description = '', document }: NewPolicy,
): Promise<CustomPolicy> {
  checkPolicyName(name)
  checkDescription(description)
  const checked = checkDocument(document)
  return await withUniqueName('policy', name, () =>
    database
      .insertInto('policies')
      .values({ id: newId(), account_id: accountId, name, description, document: JSON.stringify(checked) })
      .returning(COLUMNS)
      .executeTakeFirstOrThrow(),
  )
}

/** An account's own policies, by name. */
export async function listPolicies(database: Database, accountId: string): Promise<CustomPolicy[]> {
  return await database
    .selectFrom('policies')
    .select(COLUMNS)
    .where('account_id', '=', accountId)
    .orderBy('name')
    .execute()
}

/** @throws ApiError identityUnknown */
export async function showPolicy(database: Database, accountId: string, id: string): Promise<CustomPolicy> {
  const policy = await database
    .selectFrom('policies')
    .select(COLUMNS)
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (policy === undefined) throw errors.identityUnknown('role', id)
  return policy
}

/** @throws ApiError identityUnknown, parameterInvalid, identityNameTaken */
export async function updatePolicy(
  database: Database,
  accountId: string,
  id: string,
  change: Partial<NewPolicy>,
): Promise<CustomPolicy> {
  const before = await showPolicy(database, accountId, id)
  const { name = before.name, description = before.description, document = before.document } = change
  checkPolicyName(name)
  checkDescription(description)
  const checked = checkDocument(document)
  return await withUniqueName('policy', name, () =>
    database.transaction().execute(async (transaction) => {
      const changed = await transaction
        .updateTable('policies')
        .set({ name, description, document: JSON.stringify(checked), updated_at: sql<Date>`now()` })
        .where('account_id', '=', accountId)
        .where('id', '=', id)
        .returning(COLUMNS)
        .executeTakeFirst()
      if (changed === undefined) throw errors.identityUnknown('role', id)
      await endTokensOf(transaction, await grantees(transaction, accountId, { policyId: id }))
      return changed
    }),
  )
}

/**
 * Deletes a policy that nobody has.
 *
 * @throws ApiError identityUnknown, policyGranted
 */
export async function deletePolicy(database: Database, accountId: string, id: string): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    // A grant takes the same lock (principals/grants.ts): either it is seen here, or it finds no policy.
    const policy = await transaction
      .selectFrom('policies')
      .select('id')
      .where('account_id', '=', accountId)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (policy === undefined) throw errors.identityUnknown('role', id)
    const grant = await transaction
      .selectFrom('grants')
      .select('id')
      .where('account_id', '=', accountId)
      .where('policy_id', '=', id)
      .limit(1)
      .executeTakeFirst()
    if (grant !== undefined) throw errors.policyGranted()
    await transaction
      .deleteFrom('policies')
      .where('account_id', '=', accountId)
      .where('id', '=', id)
      .execute()
  })
}

/** How many grants name each of an account's policies; those that nobody has are left out. */
export async function countGrants(database: Database, accountId: string): Promise<Map<string, number>> {
  const rows = await database
    .selectFrom('grants')
    .select(['policy_id', sql<number>`count(*)::int`.as('grants')])
    .where('account_id', '=', accountId)
    .groupBy('policy_id')
    .execute()
  return new Map(rows.map(({ policy_id: id, grants }) => [id, grants]))
}

/** A name of a system policy would hide one of the two from whoever grants by name. */
function checkPolicyName(name: string): void {
  checkName('policy', name)
  if (findSystemPolicy(name) !== undefined) throw errors.identityNameTaken('policy', name)
}

function checkDocument(document: unknown): PolicyDocument {
  const parsed = parseDocument(document)
  if (!parsed.ok) throw errors.parameterInvalid(parsed.faults.join('; '))
  return parsed.policy
}
