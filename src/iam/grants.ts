import { sql } from 'kysely'

import type { Database } from '../database/connect.ts'
import type { Caller } from './caller.ts'
import type { Grant, Scope } from './policy/decide.ts'
import { parseDocument } from './policy/document.ts'
import { findSystemPolicy } from './policy/system-policies.ts'

interface GrantRow {
  readonly policy_id: string
  readonly scope: Scope['kind']
  readonly scope_id: string
  readonly name: string | null
  readonly document: unknown
}

/** The grants of a user: its own, and those of the user groups that it is in. */
export async function grantsOf(database: Database, caller: Caller): Promise<Grant[]> {
  const { rows } = await sql<GrantRow>`
    SELECT grants.policy_id, grants.scope, grants.scope_id, policies.name, policies.document
    FROM grants LEFT JOIN policies ON policies.id = grants.policy_id AND policies.account_id = grants.account_id
    WHERE grants.account_id = ${caller.accountId} AND (
      grants.user_id = ${caller.userId}
      OR grants.group_id IN (SELECT group_id FROM iam_group_members WHERE user_id = ${caller.userId}))
    ORDER BY grants.id`.execute(database)
  return rows.flatMap((row) => {
    const policy = policyOf(row)
    return policy === undefined ? [] : [{ policy, scope: scopeOf(row) }]
  })
}

/** A system policy is in the program; one of the account's own was checked when it was stored. */
function policyOf({ policy_id: id, name, document }: GrantRow): Grant['policy'] | undefined {
  const system = findSystemPolicy(id)
  if (system !== undefined) return { id, name: system.display_name, document: system.policy }
  const parsed = parseDocument(document)
  return name !== null && parsed.ok ? { id, name, document: parsed.policy } : undefined
}

const scopeOf = ({ scope, scope_id: id }: GrantRow): Scope =>
  scope === 'account' ? { kind: scope } : { kind: scope, id }
