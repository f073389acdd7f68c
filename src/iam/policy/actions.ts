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

  'sts::decodeAuthorizationMessage': 'Decode the reason of a refusal',
} as const

export type Action = keyof typeof actions
