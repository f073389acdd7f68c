import { Drawer, Skeleton } from 'antd'

import { useEnterpriseProjects } from '../api/enterprise-projects.ts'
import { usePermissions } from '../api/permissions.ts'
import { FailureNotice } from '../parts/failure-notice.tsx'
import { accessTexts } from '../words/access.ts'
import { useTexts } from '../words/pair.ts'
import { Grants } from './grants.tsx'
import { type IamUser, useGroupsOf } from './identity.ts'
import { KeyList } from './key-list.tsx'

/** One IAM user: its keys, its groups, and what it is granted itself. */
export function IamUserDrawer({ user, close }: { user: IamUser; close: () => void }) {
  const words = useTexts(accessTexts)
  const { may } = usePermissions()
  const groups = useGroupsOf(user.id)
  const projects = useEnterpriseProjects()
  return (
    <Drawer open title={user.name} size={640} onClose={close} destroyOnHidden className="access-part">
      {may('iam:credentials:listCredentials') ? (
        <section>
          <h2>{words.keys}</h2>
          <KeyList userId={user.id} />
        </section>
      ) : null}
      <section>
        <h2>{words.groupsOf}</h2>
        <FailureNotice error={groups.error} />
        {groups.data === undefined ? (
          groups.error === null ? (
            <Skeleton active paragraph={{ rows: 1 }} />
          ) : null
        ) : (
          <p>{groups.data.map(({ name }) => name).join(', ') || '–'}</p>
        )}
      </section>
      {user.is_domain_owner || !may('iam:permissions:listRolesForUserOnEnterpriseProject') ? null : (
        <section>
          <h2>{words.grants}</h2>
          <Grants
            places={projects.map(({ id, name }) => ({
              label: words.onEnterpriseProject(name),
              path: `/v3.0/OS-PERMISSION/enterprise-projects/${id}/users/${user.id}/roles`,
            }))}
            mayGrant={may('iam:permissions:grantRoleToUserOnEnterpriseProject')}
            mayTakeBack={may('iam:permissions:revokeRoleFromUserOnEnterpriseProject')}
          />
        </section>
      )}
    </Drawer>
  )
}
