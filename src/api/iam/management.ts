import type { Operation } from '../../http/operation.ts'
import { createEnterpriseProject } from './enterprise-projects/create-enterprise-project.ts'
import { listEnterpriseProjects } from './enterprise-projects/list-enterprise-projects.ts'
import { showEnterpriseProject } from './enterprise-projects/show-enterprise-project.ts'
import { checkOnDomain } from './grants/check-on-domain.ts'
import { checkOnProject } from './grants/check-on-project.ts'
import { grantOnDomain } from './grants/grant-on-domain.ts'
import { grantOnProject } from './grants/grant-on-project.ts'
import { grantToGroupOnEnterpriseProject } from './grants/grant-to-group-on-enterprise-project.ts'
import { grantToUserOnEnterpriseProject } from './grants/grant-to-user-on-enterprise-project.ts'
import { listOfGroupOnEnterpriseProject } from './grants/list-of-group-on-enterprise-project.ts'
import { listOfUserOnEnterpriseProject } from './grants/list-of-user-on-enterprise-project.ts'
import { listOnDomain } from './grants/list-on-domain.ts'
import { listOnProject } from './grants/list-on-project.ts'
import { revokeFromGroupOnEnterpriseProject } from './grants/revoke-from-group-on-enterprise-project.ts'
import { revokeFromUserOnEnterpriseProject } from './grants/revoke-from-user-on-enterprise-project.ts'
import { revokeOnDomain } from './grants/revoke-on-domain.ts'
import { revokeOnProject } from './grants/revoke-on-project.ts'
import { addUserToGroup } from './groups/add-user-to-group.ts'
import { checkUserInGroup } from './groups/check-user-in-group.ts'
import { createGroup } from './groups/create-group.ts'
import { deleteGroup } from './groups/delete-group.ts'
import { listGroupsOfUser } from './groups/list-groups-of-user.ts'
import { listGroups } from './groups/list-groups.ts'
import { listUsersOfGroup } from './groups/list-users-of-group.ts'
import { removeUserFromGroup } from './groups/remove-user-from-group.ts'
import { showGroup } from './groups/show-group.ts'
import { updateGroup } from './groups/update-group.ts'
import { createKey } from './keys/create-key.ts'
import { deleteKey } from './keys/delete-key.ts'
import { listKeys } from './keys/list-keys.ts'
import { showKey } from './keys/show-key.ts'
import { updateKey } from './keys/update-key.ts'
import { createProject } from './projects/create-project.ts'
import { showProject } from './projects/show-project.ts'
import { createPolicy } from './roles/create-policy.ts'
import { deletePolicy } from './roles/delete-policy.ts'
import { listPermissions } from './roles/list-permissions.ts'
import { listPolicies } from './roles/list-policies.ts'
import { showPermission } from './roles/show-permission.ts'
import { showPolicy } from './roles/show-policy.ts'
import { updatePolicy } from './roles/update-policy.ts'
import { changeOwnPassword } from './users/change-own-password.ts'
import { createUser } from './users/create-user.ts'
import { deleteUser } from './users/delete-user.ts'
import { keystoneShowUser } from './users/keystone-show-user.ts'
import { listIamUsers } from './users/list-users.ts'
import { showUser } from './users/show-user.ts'
import { updateUser } from './users/update-user.ts'

/** The management of an account's users, groups, keys, policies, grants and projects (contract, iam.md section 3). */
export const management: readonly Operation[] = [
  // Users
  changeOwnPassword,
  createUser,
  deleteUser,
  keystoneShowUser,
  listIamUsers,
  showUser,
  updateUser,
  // Groups
  addUserToGroup,
  checkUserInGroup,
  createGroup,
  deleteGroup,
  listGroupsOfUser,
  listGroups,
  listUsersOfGroup,
  removeUserFromGroup,
  showGroup,
  updateGroup,
  // Access keys
  createKey,
  deleteKey,
  listKeys,
  showKey,
  updateKey,
  // Roles and policies
  createPolicy,
  deletePolicy,
  listPermissions,
  listPolicies,
  showPermission,
  showPolicy,
  updatePolicy,
  // Grants
  checkOnDomain,
  checkOnProject,
  grantOnDomain,
  grantOnProject,
  grantToGroupOnEnterpriseProject,
  grantToUserOnEnterpriseProject,
  listOfGroupOnEnterpriseProject,
  listOfUserOnEnterpriseProject,
  listOnDomain,
  listOnProject,
  revokeFromGroupOnEnterpriseProject,
  revokeFromUserOnEnterpriseProject,
  revokeOnDomain,
  revokeOnProject,
  // Projects
  createProject,
  showProject,
  // Enterprise projects
  createEnterpriseProject,
  listEnterpriseProjects,
  showEnterpriseProject,
]
