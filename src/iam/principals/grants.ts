import { errors } from '../../errors.ts'
import type { Database } from '../../database/connect.ts'
import { newId } from '../../ids.ts'
import { endTokensOf } from '../end-tokens.ts'
import { findEnterpriseProject } from '../enterprise-project.ts'
import { findSystemPolicy } from '../policy/system-policies.ts'
import { findProject } from '../project.ts'
import { showGroup } from './groups.ts'
import { membersOf } from './members.ts'
import { showUser } from './users.ts'

/** To whom something is granted. */
export type Grantee = { readonly kind: 'group' | 'user'; readonly id: string }

/** Where a grant counts; that of the account names the account. */
export type GrantScope = { readonly kind: 'account' | 'project' | 'enterprise_project'; readonly id: string }

export interface GrantTerms {
  readonly grantee: Grantee
  readonly scope: GrantScope
  /** A system policy by ID or name, or one of the account's own by ID. */
  readonly policy: string
}

/** A grant, as managing shows it. */
export interface ShownGrant {
  readonly id: string
  readonly policy_id: string
  readonly policy: string
  readonly grantee: Grantee['kind']
  readonly grantee_id: string
  readonly scope: GrantScope['kind']
  readonly scope_id: string
  readonly created_at: Date
}

/**
 * Grants a policy; one that is granted already stays (contract, iam.md section 3).
 *
 * @throws ApiError identityUnknown where policy, group, user, project or enterprise project is not the account's
 */
export async function addGrant(database: Database, accountId: string, terms: GrantTerms): Promise<void> {
  const { grantee, scope } = terms
  await requireGrantee(database, accountId, grantee)
  await requireScope(database, accountId, scope)
  await database.transaction().execute(async (transaction) => {
    const policyId = await policyIdOf(transaction, accountId, terms.policy)
    await transaction
      .insertInto('grants')
      .values({
        account_id: accountId,
        id: newId(),
        policy_id: policyId,
        group_id: grantee.kind === 'group' ? grantee.id : null,
        user_id: grantee.kind === 'user' ? grantee.id : null,
        scope: scope.kind,
        scope_id: scope.id,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await endTokensOf(transaction, await usersOf(transaction, accountId, grantee))
  })
}

/**
 * Takes a grant back.
 *
 * @throws ApiError identityUnknown where it was not granted
 */
export async function removeGrant(database: Database, accountId: string, terms: GrantTerms): Promise<void> {
  const { grantee, scope } = terms
  await requireGrantee(database, accountId, grantee)
  await database.transaction().execute(async (transaction) => {
    const { numDeletedRows } = await transaction
      .deleteFrom('grants')
      .where('account_id', '=', accountId)
      .where(grantee.kind === 'group' ? 'group_id' : 'user_id', '=', grantee.id)
      .where('policy_id', '=', systemIdOr(terms.policy))
      .where('scope', '=', scope.kind)
      .where('scope_id', '=', scope.id)
      .executeTakeFirst()
    if (numDeletedRows === 0n) throw errors.identityUnknown('grant of the role', terms.policy)
    await endTokensOf(transaction, await usersOf(transaction, accountId, grantee))
  })
}

/** What is granted in an account, or to one of its groups or users, or in one scope; oldest first. */
export async function listGrants(
  database: Database,
  accountId: string,
  filter: { grantee?: Grantee | undefined; scope?: GrantScope | undefined } = {},
): Promise<ShownGrant[]> {
  const { grantee, scope } = filter
  let grants = database
    .selectFrom('grants')
    .leftJoin('policies', (join) =>
      join
        .onRef('policies.id', '=', 'grants.policy_id')
        .onRef('policies.account_id', '=', 'grants.account_id'),
    )
    .select([
      'grants.id',
      'grants.policy_id',
      'policies.name',
      'grants.group_id',
      'grants.user_id',
      'grants.scope',
      'grants.scope_id',
      'grants.created_at',
    ])
    .where('grants.account_id', '=', accountId)
  if (grantee !== undefined)
    grants = grants.where(grantee.kind === 'group' ? 'group_id' : 'user_id', '=', grantee.id)
  if (scope !== undefined)
    grants = grants.where('grants.scope', '=', scope.kind).where('grants.scope_id', '=', scope.id)
  const rows = await grants.orderBy('grants.id').execute()
  return rows.map(({ name, group_id, user_id, ...row }) => ({
    id: row.id,
    policy_id: row.policy_id,
    policy: findSystemPolicy(row.policy_id)?.display_name ?? name ?? row.policy_id,
    grantee: group_id === null ? 'user' : 'group',
    grantee_id: group_id ?? user_id ?? '',
    scope: row.scope,
    scope_id: row.scope_id,
    created_at: row.created_at,
  }))
}

/**
 * The IDs of the policies that one grantee has in one scope, oldest grant first.
 *
 * @throws ApiError identityUnknown where grantee or scope is not the account's
 */
export async function policiesGranted(
  database: Database,
  accountId: string,
  { grantee, scope }: Pick<GrantTerms, 'grantee' | 'scope'>,
): Promise<string[]> {
  await requireGrantee(database, accountId, grantee)
  await requireScope(database, accountId, scope)
  const grants = await listGrants(database, accountId, { grantee, scope })
  return grants.map((grant) => grant.policy_id)
}

/** @throws ApiError identityUnknown where a policy is not granted so */
export async function requireGrant(
  database: Database,
  accountId: string,
  { policy, ...where }: GrantTerms,
): Promise<void> {
  const granted = await policiesGranted(database, accountId, where)
  if (!granted.includes(systemIdOr(policy))) throw errors.identityUnknown('grant of the role', policy)
}

async function requireGrantee(database: Database, accountId: string, { kind, id }: Grantee): Promise<void> {
  await (kind === 'group' ? showGroup(database, accountId, id) : showUser(database, accountId, id))
}

async function requireScope(database: Database, accountId: string, { kind, id }: GrantScope): Promise<void> {
  if (kind === 'account' && id !== accountId) throw errors.identityUnknown('domain', id)
  if (kind === 'project' && (await findProject(database, accountId, { id })) === undefined)
    throw errors.identityUnknown('project', id)
  if (kind === 'enterprise_project' && !(await findEnterpriseProject(database, accountId, id)))
    throw errors.identityUnknown('enterprise project', id)
}

const systemIdOr = (idOrName: string): string => findSystemPolicy(idOrName)?.id ?? idOrName

/** The policy's ID; one of the account's own is held until the grant is there, so that nobody deletes it meanwhile. */
async function policyIdOf(database: Database, accountId: string, idOrName: string): Promise<string> {
  const system = findSystemPolicy(idOrName)
  if (system !== undefined) return system.id
  const own = await database
    .selectFrom('policies')
    .select('id')
    .where('account_id', '=', accountId)
    .where('id', '=', idOrName)
    .forUpdate()
    .executeTakeFirst()
  if (own === undefined) throw errors.identityUnknown('role', idOrName)
  return own.id
}

async function usersOf(database: Database, accountId: string, { kind, id }: Grantee): Promise<string[]> {
  if (kind === 'user') return [id]
  return (await membersOf(database, accountId, id)).map((user) => user.id)
}
