/** Every action that a policy can name for an operation of ours, and what it permits (contract, section 3). */
export const actions = {
  // Ours: the public reference names no action of roles and policies for these two.
  'workspace:users:export': 'Export desktop users to Excel',
  'workspace:userGroups:exportUsers': 'Export the members of a user group to Excel',

  'workspace:users:list': 'List desktop users',
  'workspace:users:get': 'Read a desktop user',
  'workspace:users:create': 'Create a desktop user',
  'workspace:users:batchCreate': 'Create many desktop users',
  'workspace:users:update': 'Change a desktop user',
  'workspace:users:delete': 'Delete a desktop user',
  'workspace:users:batchDelete': 'Delete many desktop users',
  'workspace:users:operate': 'Lock, unlock or reset a desktop user',
  'workspace:users:getImportTemplate': 'Download the template for importing desktop users',
  'workspace:users:importUser': 'Import desktop users from Excel',

  'workspace:userGroups:create': 'Create a user group',
  'workspace:userGroups:list': 'List user groups',
  'workspace:userGroups:update': 'Change a user group',
  'workspace:userGroups:delete': 'Delete a user group',
  'workspace:userGroups:batchDelete': 'Delete many user groups',
  'workspace:userGroups:getUsers': 'List the members of a user group',
  'workspace:userGroups:operate': 'Add members to a user group or remove them',
  'workspace:userGroups:export': 'Export user groups to Excel',

  'workspace:tenants:listExportTasks': 'List export tasks',
  'workspace:tenants:exportData': 'Download an exported file',
  'workspace:tenants:deleteExportTasks': 'Delete export tasks and their files',
  // Ours.
  'workspace:tenants:listAuditEvents': 'Read the audit trail',
  'workspace:tenants:getWebhook': 'Read where a project is told of the ends of its tasks',
  'workspace:tenants:setWebhook': 'Set where a project is told of the ends of its tasks',
  'workspace:tenants:deleteWebhook': 'Have a project told of no ends of tasks any more',

  'sts::decodeAuthorizationMessage': 'Decode the reason of a refusal',

  'iam:users:listUsers': 'List IAM users',
  'iam:users:getUser': 'Read an IAM user',
  'iam:users:createUser': 'Create an IAM user',
  'iam:users:updateUser': 'Change an IAM user, its password among the rest',
  'iam:users:deleteUser': 'Delete an IAM user',
  'iam:users:listUsersForGroup': 'List the IAM users of a group',

  'iam:groups:listGroups': 'List groups of IAM users',
  'iam:groups:listGroupsForUser': 'List the groups of an IAM user',
  'iam:groups:getGroup': 'Read a group of IAM users',
  'iam:groups:createGroup': 'Create a group of IAM users',
  'iam:groups:updateGroup': 'Change a group of IAM users',
  'iam:groups:deleteGroup': 'Delete a group of IAM users',

  'iam:credentials:listCredentials': 'List access keys',
  'iam:credentials:getCredential': 'Read an access key',
  'iam:credentials:createCredential': 'Create an access key',
  'iam:credentials:updateCredential': 'Enable, disable or describe an access key',
  'iam:credentials:deleteCredential': 'Delete an access key',

  'iam:roles:listRoles': 'List roles and policies',
  'iam:roles:getRole': 'Read a role or policy',
  'iam:roles:createRole': 'Create a policy',
  'iam:roles:updateRole': 'Change a policy',
  'iam:roles:deleteRole': 'Delete a policy',

  'iam:permissions:addUserToGroup': 'Put an IAM user into a group',
  'iam:permissions:removeUserFromGroup': 'Take an IAM user out of a group',
  'iam:permissions:checkUserInGroup': 'Ask whether an IAM user is in a group',
  'iam:permissions:grantRoleToGroupOnDomain': 'Grant a policy to a group on the account',
  'iam:permissions:revokeRoleFromGroupOnDomain': 'Take back a grant to a group on the account',
  'iam:permissions:checkRoleForGroupOnDomain': 'Ask whether a group has a policy on the account',
  'iam:permissions:listRolesForGroupOnDomain': 'List what a group is granted on the account',
  'iam:permissions:grantRoleToGroupOnProject': 'Grant a policy to a group on a project',
  'iam:permissions:revokeRoleFromGroupOnProject': 'Take back a grant to a group on a project',
  'iam:permissions:checkRoleForGroupOnProject': 'Ask whether a group has a policy on a project',
  'iam:permissions:listRolesForGroupOnProject': 'List what a group is granted on a project',
  'iam:permissions:grantRoleToGroupOnEnterpriseProject': 'Grant a policy to a group on an enterprise project',
  'iam:permissions:revokeRoleFromGroupOnEnterpriseProject':
    'Take back a grant to a group on an enterprise project',
  'iam:permissions:listRolesForGroupOnEnterpriseProject':
    'List what a group is granted on an enterprise project',
  'iam:permissions:grantRoleToUserOnEnterpriseProject':
    'Grant a policy to an IAM user on an enterprise project',
  'iam:permissions:revokeRoleFromUserOnEnterpriseProject':
    'Take back a grant to an IAM user on an enterprise project',
  'iam:permissions:listRolesForUserOnEnterpriseProject':
    'List what an IAM user is granted on an enterprise project',

  // Ours.
  'iam:permissions:simulate': 'See what an IAM user may do, and why',

  'iam:projects:createProject': 'Create a project',

  'eps:enterpriseProjects:list': 'List enterprise projects',
  'eps:enterpriseProjects:get': 'Read an enterprise project',
  'eps:enterpriseProjects:create': 'Create an enterprise project',
} as const

export type Action = keyof typeof actions
