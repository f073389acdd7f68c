import { type GrantTerms, addGrant, listGrants, removeGrant } from '../../iam/principals/grants.ts'
import { UsageError } from '../run.ts'
import { words } from '../words.ts'
import { enterpriseProjectId, groupId, policyId, projectId, userId } from './find.ts'
import { type Admin, adminCommand, needed, text } from './run-admin.ts'

const { adminOptions: options } = words.cli
const terms = {
  policy: needed(options.policy),
  group: text(options.group),
  user: text(options.user),
  project: text(options.project),
  'enterprise-project': text(options.enterpriseProject),
}

/** Without a project and an enterprise project the grant is on the account. */
async function termsOf(admin: Admin): Promise<GrantTerms> {
  const { option } = admin
  const [group, user, project] = [option('group'), option('user'), option('project')]
  const enterpriseProject = option('enterprise-project')
  if ((group === undefined) === (user === undefined))
    throw new UsageError(words.cli.adminOneOf('--group, --user'))
  if (project !== undefined && enterpriseProject !== undefined)
    throw new UsageError(words.cli.adminOneOf('--project, --enterprise-project'))
  return {
    policy: await policyId(admin, admin.required('policy')),
    grantee:
      group === undefined
        ? { kind: 'user', id: await userId(admin, user ?? '') }
        : { kind: 'group', id: await groupId(admin, group) },
    scope:
      project !== undefined
        ? { kind: 'project', id: await projectId(admin, project) }
        : enterpriseProject !== undefined
          ? { kind: 'enterprise_project', id: await enterpriseProjectId(admin, enterpriseProject) }
          : { kind: 'account', id: admin.account.id },
  }
}

/** `muster admin grant …` */
export const grantCommands = {
  add: adminCommand('add', terms, async (admin) =>
    addGrant(admin.database, admin.account.id, await termsOf(admin)),
  ),
  list: adminCommand('list', {}, ({ database, account }) => listGrants(database, account.id)),
  remove: adminCommand('remove', terms, async (admin) =>
    removeGrant(admin.database, admin.account.id, await termsOf(admin)),
  ),
}
