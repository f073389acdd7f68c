import { findSystemPolicy } from '../../iam/policy/system-policies.ts'
import { listEnterpriseProjects } from '../../iam/principals/enterprise-projects.ts'
import { listGroups } from '../../iam/principals/groups.ts'
import { listPolicies } from '../../iam/principals/policies.ts'
import { listProjects } from '../../iam/principals/projects.ts'
import { listUsers } from '../../iam/principals/users.ts'
import { words } from '../words.ts'
import type { Admin } from './run-admin.ts'

/** The ID of what somebody names by ID or by name; IDs come first. */
function idIn(what: string, rows: readonly { id: string; name: string }[], given: string): string {
  const found = rows.find(({ id }) => id === given) ?? rows.find(({ name }) => name === given)
  if (found === undefined) throw new Error(words.cli.unknownName(what, given))
  return found.id
}

export const userId = async ({ database, account }: Admin, given: string): Promise<string> =>
  idIn('user', await listUsers(database, account.id), given)

export const groupId = async ({ database, account }: Admin, given: string): Promise<string> =>
  idIn('group', await listGroups(database, account.id), given)

export const projectId = async ({ database, account }: Admin, given: string): Promise<string> =>
  idIn('project', await listProjects(database, account.id), given)

export const enterpriseProjectId = async ({ database, account }: Admin, given: string): Promise<string> =>
  idIn('enterprise project', await listEnterpriseProjects(database, account.id), given)

/** A system policy goes by ID or name; one of the account's own as well. */
export const policyId = async ({ database, account }: Admin, given: string): Promise<string> =>
  findSystemPolicy(given)?.id ?? idIn('policy', await listPolicies(database, account.id), given)
