import { useQuery } from '@tanstack/react-query'
import { Button, Descriptions, Drawer, Flex, Skeleton } from 'antd'
import { useState } from 'react'

import { useCall } from '../api/call.ts'
import { usePermissions } from '../api/permissions.ts'
import { useWork } from '../api/work.ts'
import { FailureNotice } from '../parts/failure-notice.tsx'
import { useFormat } from '../parts/format.ts'
import { Instant } from '../parts/instant.tsx'
import { useDictionary } from '../words/dictionary.ts'
import { useTexts } from '../words/pair.ts'
import { userTexts } from '../words/users.ts'
import { type ReadUser, changeStatus, readUser } from './change-user.ts'
import { StatusLight } from './columns.tsx'
import { DeleteUsers } from './delete-users.tsx'
import { EditUser } from './edit-user.tsx'

/** One user: everything that is known, and what can be done with it. */
export function UserDrawer({ id, close }: { id: string; close: () => void }) {
  const words = useTexts(userTexts)
  const call = useCall()
  const { may } = usePermissions()
  const { run, busy, failure } = useWork('users', 'user', 'statistics')
  const [editing, setEditing] = useState(false)
  const [deleting, setDeleting] = useState(false)
  const { data, error, refetch } = useQuery({
    queryKey: ['user', id],
    queryFn: () => readUser(call, id),
  })
  const locked = data?.user.locked ?? false
  return (
    <Drawer open size={560} title={data?.user.user_name ?? ''} onClose={close} destroyOnHidden>
      <FailureNotice error={error ?? failure} retry={() => void refetch()} />
      {data === undefined ? (
        error === null ? (
          <Skeleton active />
        ) : null
      ) : (
        <Flex vertical gap={16}>
          <Flex gap={8} wrap>
            {may('workspace:users:update') ? (
              <Button type="primary" onClick={() => setEditing(true)}>
                {words.edit}
              </Button>
            ) : null}
            {may('workspace:users:operate') ? (
              <Button
                loading={busy}
                onClick={() => void run(() => changeStatus(call, id, locked ? 'UNLOCK' : 'LOCK'))}
              >
                {locked ? words.unlock : words.lock}
              </Button>
            ) : null}
            {may('workspace:users:delete') ? (
              <Button danger onClick={() => setDeleting(true)}>
                {words.delete}
              </Button>
            ) : null}
          </Flex>
          <Facts read={data} />
        </Flex>
      )}
      {editing && data !== undefined ? <EditUser read={data} close={() => setEditing(false)} /> : null}
      {deleting && data !== undefined ? (
        <DeleteUsers users={[data.user]} close={() => setDeleting(false)} done={close} />
      ) : null}
    </Drawer>
  )
}

function Facts({ read: { user } }: { read: ReadUser }) {
  const { users } = useDictionary()
  const words = useTexts(userTexts)
  const { count } = useFormat()
  const yes = (flag: boolean) => (flag ? users.yes : users.no)
  const facts = {
    status: <StatusLight user={user} />,
    user_email: user.user_email,
    user_phone: user.user_phone,
    description: user.description,
    active_type: users.activeTypes[user.active_type],
    group_names: user.group_names.join('; '),
    domain: user.domain,
    total_desktops: count(user.total_desktops ?? 0),
    share_space_subscription: user.share_space_subscription ? users.subscribed : users.notSubscribed,
    share_space_desktops: count(user.share_space_desktops),
    account_expires: user.account_expires === 0 ? users.never : <Instant at={user.account_expires} />,
    password_never_expired: yes(user.password_never_expired),
    enable_change_password: yes(user.enable_change_password),
    next_login_change_password: yes(user.next_login_change_password),
    enterprise_project_id: user.enterprise_project_id,
    id: <code>{user.id}</code>,
  }
  return (
    <Descriptions
      size="small"
      column={1}
      items={[
        ...Object.entries(facts).map(([name, children]) => ({
          key: name,
          label: users.headers[name as keyof typeof facts],
          children,
        })),
        { key: 'created', label: words.created, children: <Instant at={user.when_created ?? null} /> },
      ]}
    />
  )
}
