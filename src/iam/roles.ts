import type { Database } from '../database/connect.ts'
import type { Caller } from './caller.ts'
import { grantsOf } from './grants.ts'
import { findSystemPolicy } from './policy/system-policies.ts'

export interface Role {
  readonly id: string
  readonly name: string
}

/**
 * What a user is granted, as the roles of a token: `te_admin` for the account itself. A token of a project does not
 * tell of grants on other projects.
 */
export async function rolesOf(database: Database, caller: Caller): Promise<Role[]> {
  if (caller.isAccount) return [role('te_admin', 'te_admin')]
  const grants = await grantsOf(database, caller)
  const here = grants.filter(
    ({ scope }) =>
      caller.tokenProjectId === null || scope.kind !== 'project' || scope.id === caller.tokenProjectId,
  )
  const roles = new Map(here.map(({ policy }) => [policy.id, role(policy.id, policy.name)]))
  return [...roles.values()]
}

/** System roles and policies go by their name rather than by the one for display. */
function role(id: string, name: string): Role {
  const system = findSystemPolicy(id)
  return system === undefined ? { id, name } : { id: system.id, name: system.name }
}
