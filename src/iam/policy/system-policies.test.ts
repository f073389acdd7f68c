import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { actions } from './actions.ts'
import { decide } from './decide.ts'
import { parseDocument } from './document.ts'
import { findSystemPolicy, systemPolicies } from './system-policies.ts'

/** What a role or policy alone permits, among all actions there are and some that are none of ours. */
function permitted(idOrName: string): string[] {
  const policy = findSystemPolicy(idOrName)
  assert.ok(policy, idOrName)
  const { id, name, policy: document } = policy
  return [
    ...Object.keys(actions),
    'iam:agencies:createAgency',
    'workspace:desktops:list',
    'obs:bucket:list',
  ].filter(
    (action) =>
      decide({
        mode: 'role_policy',
        principal: 'user',
        action,
        resource: 'workspace:r:a:project:p',
        projectId: 'p',
        enterpriseProjectId: '0',
        context: {},
        grants: [{ policy: { id, name, document }, scope: { kind: 'project', id: 'p' } }],
      }).allowed,
  )
}

const all = Object.keys(actions)
const ofWorkspace = all.filter((action) => action.startsWith('workspace:'))

void describe('system policies', () => {
  void test('permit what the contract says', () => {
    const butIam = all.filter((action) => !action.startsWith('iam:'))
    assert.deepEqual(permitted('te_admin'), [...butIam, 'workspace:desktops:list', 'obs:bucket:list'])
    for (const name of ['wks_adm', 'Workspace FullAccess'])
      assert.deepEqual(permitted(name), [...ofWorkspace, 'workspace:desktops:list'])
    assert.deepEqual(
      permitted('UserManager'),
      ofWorkspace.filter((action) => !/:listAuditEvents$|Webhook$/.test(action)),
    )
    assert.deepEqual(permitted('ReadOnlyAccess'), [
      'workspace:users:list',
      'workspace:users:get',
      'workspace:users:getImportTemplate',
      'workspace:userGroups:list',
      'workspace:userGroups:getUsers',
      'workspace:tenants:listExportTasks',
      'workspace:tenants:listAuditEvents',
      'workspace:tenants:getWebhook',
      'workspace:desktops:list',
    ])
    assert.deepEqual(permitted('DesktopsManager'), ['workspace:desktops:list'])
    assert.deepEqual(permitted('SecurityManager'), [])
    assert.deepEqual(
      permitted('TenantManager'),
      all.filter((action) => action.startsWith('workspace:tenants:')),
    )
  })

  void test('are policies that anybody could have sent, and each is one of its own', () => {
    for (const { id, policy } of systemPolicies) {
      assert.match(id, /^[0-9a-f]{32}$/)
      assert.deepEqual(parseDocument(policy), { ok: true, policy })
    }
    for (const field of ['id', 'name', 'display_name'] as const)
      assert.equal(new Set(systemPolicies.map((policy) => policy[field])).size, systemPolicies.length)
  })

  void test('are found by ID, name and display name', () => {
    const userManager = findSystemPolicy('Workspace UserManager')
    assert.equal(userManager?.id, '5bb1f0a4c9d84e0e8d1f6a2c30e7b904')
    for (const name of [userManager.id, userManager.name, 'usermanager'])
      assert.equal(findSystemPolicy(name), userManager)
    assert.equal(findSystemPolicy('Tenant Administrator'), findSystemPolicy('te_admin'))
    assert.equal(findSystemPolicy('nobody'), undefined)
  })
})

void test('actions are those of the contract', () => {
  const named = (type: string, operations: string, service = 'workspace') =>
    operations.split('|').map((operation) => `${service}:${type}:${operation}`)
  const ofIam = (type: string, operations: string) => named(type, operations, 'iam')
  assert.deepEqual(
    Object.keys(actions).toSorted(),
    [
      ...named(
        'users',
        'export|list|get|create|batchCreate|update|delete|batchDelete|operate|getImportTemplate|importUser',
      ),
      ...named('userGroups', 'exportUsers|create|list|update|delete|batchDelete|getUsers|operate|export'),
      ...named(
        'tenants',
        'listExportTasks|exportData|deleteExportTasks|listAuditEvents|getWebhook|setWebhook|deleteWebhook',
      ),
      'sts::decodeAuthorizationMessage',
      ...ofIam('users', 'listUsers|getUser|createUser|updateUser|deleteUser|listUsersForGroup'),
      ...ofIam('groups', 'listGroups|listGroupsForUser|getGroup|createGroup|updateGroup|deleteGroup'),
      ...ofIam(
        'credentials',
        'listCredentials|getCredential|createCredential|updateCredential|deleteCredential',
      ),
      ...ofIam('roles', 'listRoles|getRole|createRole|updateRole|deleteRole'),
      ...ofIam('permissions', 'addUserToGroup|removeUserFromGroup|checkUserInGroup|simulate'),
      ...['Domain', 'Project'].flatMap((on) =>
        ofIam(
          'permissions',
          `grantRoleToGroupOn${on}|revokeRoleFromGroupOn${on}|checkRoleForGroupOn${on}|listRolesForGroupOn${on}`,
        ),
      ),
      ...['Group', 'User'].flatMap((whom) =>
        ['grantRoleTo', 'revokeRoleFrom', 'listRolesFor'].flatMap((verb) =>
          ofIam('permissions', `${verb}${whom}OnEnterpriseProject`),
        ),
      ),
      ...ofIam('projects', 'createProject'),
      ...named('enterpriseProjects', 'list|get|create', 'eps'),
    ].toSorted(),
  )
})
