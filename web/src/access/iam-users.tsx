import { Button, Empty, Flex, Form, Input, Skeleton } from 'antd'
import { useState } from 'react'

import { useCall } from '../api/call.ts'
import { usePermissions } from '../api/permissions.ts'
import { ChangeButtons } from '../parts/change-buttons.tsx'
import { ConfirmRemoval } from '../parts/confirm-removal.tsx'
import { FailureNotice } from '../parts/failure-notice.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { Instant } from '../parts/instant.tsx'
import { Light } from '../parts/light.tsx'
import { WideTable } from '../parts/wide-table.tsx'
import { useWork } from '../api/work.ts'
import { accessTexts } from '../words/access.ts'
import { useTexts } from '../words/pair.ts'
import { IamUserDrawer } from './iam-user-drawer.tsx'
import { type IamUser, useIamUsers } from './identity.ts'

/** The people and programs of the account. */
export function IamUsers() {
  const words = useTexts(accessTexts)
  const call = useCall()
  const { may } = usePermissions()
  const { data, error, refetch } = useIamUsers()
  const { run, failure } = useWork('iam-users')
  const [open, setOpen] = useState<IamUser | null>(null)
  const [edited, setEdited] = useState<IamUser | 'new' | null>(null)
  const [removed, setRemoved] = useState<IamUser | null>(null)
  const path = (user: IamUser) => `/v3.0/OS-USER/users/${user.id}`
  const toggle = (user: IamUser) =>
    void run(() => call(`PUT ${path(user)}`, { body: { user: { enabled: !user.enabled } } }))
  return (
    <>
      <Flex justify="space-between" gap={8} wrap style={{ marginBottom: 8 }}>
        {data !== undefined && data.length < 2 ? <span>{words.noUsers}</span> : <span />}
        {may('iam:users:createUser') ? (
          <Button type="primary" onClick={() => setEdited('new')}>
            {words.createUser}
          </Button>
        ) : null}
      </Flex>
      <FailureNotice error={error ?? failure} retry={() => void refetch()} />
      {data === undefined ? (
        error === null ? (
          <Skeleton active />
        ) : null
      ) : (
        <WideTable<IamUser>
          label={words.tabs.users}
          width={760}
          rowKey="id"
          rows={data}
          locale={{ emptyText: <Empty description={words.noUsers} /> }}
          columns={[
            {
              title: words.name,
              render: (_, user) => (
                <Button type="link" className="link-button" onClick={() => setOpen(user)}>
                  {user.name}
                </Button>
              ),
            },
            {
              title: words.description,
              render: (_, user) => (user.is_domain_owner ? words.account : user.description),
            },
            { title: words.email, dataIndex: 'email' },
            {
              title: words.state,
              render: (_, { enabled }) => (
                <Light level={enabled ? 'success' : 'error'}>
                  {enabled ? words.enabled : words.disabled}
                </Light>
              ),
            },
            { title: words.created, render: (_, user) => <Instant at={user.create_time} /> },
            {
              title: '',
              key: 'actions',
              render: (_, user) =>
                user.is_domain_owner ? null : (
                  <ChangeButtons
                    edit={may('iam:users:updateUser') ? () => setEdited(user) : undefined}
                    remove={may('iam:users:deleteUser') ? () => setRemoved(user) : undefined}
                  >
                    {may('iam:users:updateUser') ? (
                      <Button size="small" onClick={() => toggle(user)}>
                        {user.enabled ? words.disable : words.enable}
                      </Button>
                    ) : null}
                  </ChangeButtons>
                ),
            },
          ]}
        />
      )}
      {edited === null ? null : <UserForm user={edited} close={() => setEdited(null)} />}
      {open === null ? null : <IamUserDrawer user={open} close={() => setOpen(null)} />}
      {removed === null ? null : (
        <ConfirmRemoval
          title={words.deleteOne(removed.name)}
          action={words.delete}
          remove={async () => {
            await call(`DELETE /v3/users/${removed.id}`)
            await refetch()
          }}
          close={() => setRemoved(null)}
        >
          {words.userGone}
        </ConfirmRemoval>
      )}
    </>
  )
}

interface Fields {
  readonly name: string
  readonly email?: string
  readonly description?: string
  readonly password?: string
}

function UserForm({ user, close }: { user: IamUser | 'new'; close: () => void }) {
  const words = useTexts(accessTexts)
  const call = useCall()
  const isNew = user === 'new'
  const save = ({ password, ...fields }: Fields) =>
    call(isNew ? 'POST /v3.0/OS-USER/users' : `PUT /v3.0/OS-USER/users/${user.id}`, {
      body: { user: { ...fields, ...(password ? { password } : {}) } },
    })
  return (
    <FormDialog<Fields>
      title={isNew ? words.createUser : user.name}
      initial={isNew ? {} : { name: user.name, email: user.email, description: user.description }}
      changes={['iam-users']}
      save={save}
      close={close}
    >
      <Form.Item name="name" label={words.name} rules={[{ required: true, message: words.required }]}>
        <Input autoFocus maxLength={64} autoComplete="off" />
      </Form.Item>
      <Form.Item name="email" label={words.email}>
        <Input type="email" autoComplete="off" />
      </Form.Item>
      <Form.Item name="description" label={words.description}>
        <Input />
      </Form.Item>
      <Form.Item
        name="password"
        label={isNew ? words.password : words.newPassword}
        {...(isNew ? { extra: words.noPassword } : {})}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </FormDialog>
  )
}
