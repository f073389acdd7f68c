import { Type } from 'typebox'

import type { Call } from '../../../http/operation.ts'
import { type GrantTerms, policiesGranted } from '../../../iam/principals/grants.ts'
import { Id, ProjectId } from '../fields.ts'
import { Role, allRoles } from '../roles/role.ts'

const role = { role_id: Id('ID of the role or policy') }
const onDomain = { domain_id: Id('ID of the account'), group_id: Id('ID of the group of IAM users') }
const onProject = { project_id: ProjectId, group_id: Id('ID of the group of IAM users') }
const enterpriseProject = { enterprise_project_id: Id('ID of the enterprise project') }
const groupInEnterpriseProject = { ...enterpriseProject, group_id: Id('ID of the group of IAM users') }
const userInEnterpriseProject = { ...enterpriseProject, user_id: Id('ID of the IAM user') }

/** The paths of grants: where, to whom, and for one grant also what. */
export const DomainGroup = Type.Object(onDomain)
export const DomainGroupRole = Type.Object({ ...onDomain, ...role })
export const ProjectGroup = Type.Object(onProject)
export const ProjectGroupRole = Type.Object({ ...onProject, ...role })
export const EnterpriseProjectGroup = Type.Object(groupInEnterpriseProject)
export const EnterpriseProjectGroupRole = Type.Object({ ...groupInEnterpriseProject, ...role })
export const EnterpriseProjectUser = Type.Object(userInEnterpriseProject)
export const EnterpriseProjectUserRole = Type.Object({ ...userInEnterpriseProject, ...role })

interface GrantPath {
  readonly domain_id?: string
  readonly project_id?: string
  readonly enterprise_project_id?: string
  readonly group_id?: string
  readonly user_id?: string
}

/** Where and to whom a path grants. */
export function whereOf(path: GrantPath): Pick<GrantTerms, 'grantee' | 'scope'> {
  return {
    grantee:
      path.group_id === undefined
        ? { kind: 'user', id: path.user_id ?? '' }
        : { kind: 'group', id: path.group_id },
    scope:
      path.project_id !== undefined
        ? { kind: 'project', id: path.project_id }
        : path.enterprise_project_id !== undefined
          ? { kind: 'enterprise_project', id: path.enterprise_project_id }
          : { kind: 'account', id: path.domain_id ?? '' },
  }
}

/** The same with what is granted. */
export const termsOf = (path: GrantPath & { readonly role_id: string }): GrantTerms => ({
  ...whereOf(path),
  policy: path.role_id,
})

export const Roles = Type.Array(Role)

/** The roles and policies that a path's grantee has in its scope. */
export async function rolesGranted(
  looking: Pick<Call, 'request' | 'caller' | 'database'>,
  path: GrantPath,
): Promise<Awaited<ReturnType<typeof allRoles>>> {
  const { caller, database } = looking
  const granted = new Set(await policiesGranted(database, caller.accountId, whereOf(path)))
  return (await allRoles(looking)).filter(({ id }) => granted.has(id))
}
