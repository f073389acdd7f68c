import { Button, Drawer, Empty, Flex, Form, Input, Select, Skeleton } from 'antd'
import { useState } from 'react'

import { useCall } from '../api/call.ts'
import { useEnterpriseProjects } from '../api/enterprise-projects.ts'
import { usePermissions } from '../api/permissions.ts'
import { useWork } from '../api/work.ts'
import { ChangeButtons } from '../parts/change-buttons.tsx'
import { ConfirmRemoval } from '../parts/confirm-removal.tsx'
import { FailureNotice } from '../parts/failure-notice.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { Instant } from '../parts/instant.tsx'
import { WideTable } from '../parts/wide-table.tsx'
import { useSignedIn } from '../session/session.tsx'
import { accessTexts } from '../words/access.ts'
import { useTexts } from '../words/pair.ts'
import { Grants } from './grants.tsx'
import { type IamGroup, useIamGroups, useIamUsers, useMembers } from './identity.ts'

/** Groups of IAM users: who is in them, and what they are granted. */
export function IamGroups() {
  const words = useTexts(accessTexts)
  const call = useCall()
  const { may } = usePermissions()
  const { data, error, refetch } = useIamGroups()
  const [open, setOpen] = useState<IamGroup | null>(null)
  const [edited, setEdited] = useState<IamGroup | 'new' | null>(null)
  const [removed, setRemoved] = useState<IamGroup | null>(null)
  return (
    <>
      {may('iam:groups:createGroup') ? (
        <Flex justify="end" style={{ marginBottom: 8 }}>
          <Button type="primary" onClick={() => setEdited('new')}>
            {words.createGroup}
          </Button>
        </Flex>
      ) : null}
      <FailureNotice error={error} retry={() => void refetch()} />
      {data === undefined ? (
        error === null ? (
          <Skeleton active />
        ) : null
      ) : data.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words.noGroups} />
      ) : (
        <WideTable<IamGroup>
          label={words.tabs.groups}
          width={600}
          rowKey="id"
          rows={data}
          columns={[
            {
              title: words.name,
              render: (_, group) => (
                <Button type="link" className="link-button" onClick={() => setOpen(group)}>
                  {group.name}
                </Button>
              ),
            },
            { title: words.description, dataIndex: 'description' },
            { title: words.created, render: (_, group) => <Instant at={group.create_time} /> },
            {
              title: '',
              key: 'actions',
              render: (_, group) => (
                <ChangeButtons
                  edit={may('iam:groups:updateGroup') ? () => setEdited(group) : undefined}
                  remove={may('iam:groups:deleteGroup') ? () => setRemoved(group) : undefined}
                />
              ),
            },
          ]}
        />
      )}
      {edited === null ? null : <GroupForm group={edited} close={() => setEdited(null)} />}
      {open === null ? null : <GroupDrawer group={open} close={() => setOpen(null)} />}
      {removed === null ? null : (
        <ConfirmRemoval
          title={words.deleteOne(removed.name)}
          action={words.delete}
          remove={async () => {
            await call(`DELETE /v3/groups/${removed.id}`)
            await refetch()
          }}
          close={() => setRemoved(null)}
        >
          {words.groupGone}
        </ConfirmRemoval>
      )}
    </>
  )
}

function GroupForm({ group, close }: { group: IamGroup | 'new'; close: () => void }) {
  const words = useTexts(accessTexts)
  const call = useCall()
  const isNew = group === 'new'
  return (
    <FormDialog<{ name: string; description?: string }>
      title={isNew ? words.createGroup : group.name}
      initial={isNew ? {} : { name: group.name, description: group.description }}
      changes={['iam-groups']}
      save={(fields) =>
        call(isNew ? 'POST /v3/groups' : `PATCH /v3/groups/${group.id}`, { body: { group: fields } })
      }
      close={close}
    >
      <Form.Item name="name" label={words.name} rules={[{ required: true, message: words.required }]}>
        <Input autoFocus maxLength={64} />
      </Form.Item>
      <Form.Item name="description" label={words.description}>
        <Input />
      </Form.Item>
    </FormDialog>
  )
}

function GroupDrawer({ group, close }: { group: IamGroup; close: () => void }) {
  const words = useTexts(accessTexts)
  const { account, project } = useSignedIn()
  const { may } = usePermissions()
  const projects = useEnterpriseProjects()
  const places = [
    { label: words.onAccount, path: `/v3/domains/${account.id}/groups/${group.id}/roles` },
    ...(project === null
      ? []
      : [
          {
            label: words.onProject(project.name),
            path: `/v3/projects/${project.id}/groups/${group.id}/roles`,
          },
        ]),
    ...projects.map(({ id, name }) => ({
      label: words.onEnterpriseProject(name),
      path: `/v3.0/OS-PERMISSION/enterprise-projects/${id}/groups/${group.id}/roles`,
    })),
  ]
  return (
    <Drawer open title={group.name} size={640} onClose={close} destroyOnHidden className="access-part">
      {may('iam:users:listUsersForGroup') ? <Members group={group} /> : null}
      {may('iam:permissions:listRolesForGroupOnProject') ? (
        <section>
          <h2>{words.grants}</h2>
          <Grants
            places={places}
            mayGrant={may('iam:permissions:grantRoleToGroupOnProject')}
            mayTakeBack={may('iam:permissions:revokeRoleFromGroupOnProject')}
          />
        </section>
      ) : null}
    </Drawer>
  )
}

function Members({ group }: { group: IamGroup }) {
  const words = useTexts(accessTexts)
  const call = useCall()
  const { may } = usePermissions()
  const members = useMembers(group.id)
  const all = useIamUsers(may('iam:users:listUsers'))
  const { run, busy, failure } = useWork('iam-users-of', 'iam-groups-of')
  const [chosen, setChosen] = useState<string | null>(null)
  const path = (id: string) => `/v3/groups/${group.id}/users/${id}`
  const add = async () => {
    if (await run(() => call(`PUT ${path(chosen ?? '')}`))) setChosen(null)
  }
  return (
    <section>
      <h2>{words.members}</h2>
      <FailureNotice error={members.error ?? failure} />
      <Flex vertical gap={8}>
        {(members.data ?? []).map(({ id, name }) => (
          <Flex key={id} justify="space-between" align="center">
            {name}
            {may('iam:permissions:removeUserFromGroup') ? (
              <Button size="small" danger onClick={() => void run(() => call(`DELETE ${path(id)}`))}>
                {words.remove}
              </Button>
            ) : null}
          </Flex>
        ))}
        {may('iam:permissions:addUserToGroup') ? (
          <div className="access-line">
            <Select
              aria-label={words.chooseUser}
              placeholder={words.chooseUser}
              showSearch={{ optionFilterProp: 'label' }}
              style={{ minWidth: 240 }}
              value={chosen}
              onChange={setChosen}
              options={(all.data ?? [])
                .filter(({ id }) => members.data?.every((member) => member.id !== id) ?? true)
                .map(({ id, name }) => ({ value: id, label: name }))}
            />
            <Button disabled={chosen === null} loading={busy} onClick={() => void add()}>
              {words.add}
            </Button>
          </div>
        ) : null}
      </Flex>
    </section>
  )
}
