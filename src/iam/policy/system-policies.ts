import type { PolicyDocument } from './document.ts'

/** A role or policy that every account has and nobody can change, in the fields of the public paths. */
export interface SystemPolicy {
  /** 32 hex digits. Grants refer to it: never to be changed. */
  readonly id: string
  readonly name: string
  readonly display_name: string
  /** Where it can be granted: AA on account and projects alike, XA on projects only. */
  readonly type: 'AA' | 'AX' | 'XA'
  readonly catalog: string
  readonly description: string
  readonly policy: PolicyDocument
}

const allow = (...Action: string[]) =>
  ({ Version: '1.1', Statement: [{ Effect: 'Allow', Action }] }) satisfies PolicyDocument

const workspace = (
  id: string,
  name: string,
  display_name: string,
  description: string,
  policy: PolicyDocument,
) =>
  ({ id, name, display_name, type: 'XA', catalog: 'Workspace', description, policy }) satisfies SystemPolicy

/**
 * The legacy roles and the system policies (contract, section 3). They are of version 1.0 and 1.1, so that they count
 * where an account works with roles and policies.
 */
export const systemPolicies: readonly SystemPolicy[] = [
  {
    id: '5bb1f0a4c9d84e0e8d1f6a2c30e7b901',
    name: 'te_admin',
    display_name: 'Tenant Administrator',
    type: 'AA',
    catalog: 'BASE',
    description: 'Everything but IAM',
    policy: {
      Version: '1.0',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['*:*:*'],
          // A condition rather than a denial of `iam:*:*`, which would outdo what another policy allows.
          Condition: { StringNotEqualsIgnoreCase: { 'g:ServiceName': ['iam'] } },
        },
      ],
    },
  },
  workspace('5bb1f0a4c9d84e0e8d1f6a2c30e7b902', 'wks_adm', 'Workspace Administrator', 'All of Workspace', {
    ...allow('workspace:*:*'),
    Version: '1.0',
  }),
  workspace(
    '5bb1f0a4c9d84e0e8d1f6a2c30e7b903',
    'system_all_workspace_0',
    'Workspace FullAccess',
    'All of Workspace',
    allow('workspace:*:*'),
  ),
  workspace(
    '5bb1f0a4c9d84e0e8d1f6a2c30e7b904',
    'system_all_workspace_1',
    'Workspace UserManager',
    'Desktop users, user groups and their export tasks',
    allow(
      'workspace:users:*',
      'workspace:userGroups:*',
      'workspace:tenants:listExportTasks',
      'workspace:tenants:exportData',
      'workspace:tenants:deleteExportTasks',
    ),
  ),
  workspace(
    '5bb1f0a4c9d84e0e8d1f6a2c30e7b905',
    'system_all_workspace_2',
    'Workspace ReadOnlyAccess',
    'Reading in Workspace',
    allow('workspace:*:get*', 'workspace:*:list*'),
  ),
  workspace(
    '5bb1f0a4c9d84e0e8d1f6a2c30e7b906',
    'system_all_workspace_3',
    'Workspace DesktopsManager',
    'Desktops, desktop pools and their images',
    allow('workspace:desktops:*', 'workspace:desktopPools:*', 'workspace:images:*', 'workspace:jobs:*'),
  ),
  workspace(
    '5bb1f0a4c9d84e0e8d1f6a2c30e7b907',
    'system_all_workspace_4',
    'Workspace SecurityManager',
    'What desktops permit: policies, access and screen recording',
    allow('workspace:policyGroups:*', 'workspace:accessPolicies:*', 'workspace:screenRecords:*'),
  ),
  workspace(
    '5bb1f0a4c9d84e0e8d1f6a2c30e7b908',
    'system_all_workspace_5',
    'Workspace TenantManager',
    'The tenant: service, settings, export tasks',
    allow('workspace:tenants:*'),
  ),
]

/** One of them by its ID, its name or its display name, with or without `Workspace `; case does not count. */
export function findSystemPolicy(idOrName: string): SystemPolicy | undefined {
  const wanted = idOrName.toLowerCase()
  return systemPolicies.find(({ id, name, display_name }) =>
    [id, name, display_name, display_name.replace(/^Workspace /, '')].some(
      (known) => known.toLowerCase() === wanted,
    ),
  )
}
