import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Drawer, Flex, Input, Select, Skeleton } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'

import { useCall } from '../api/call.ts'
import { usePermissions } from '../api/permissions.ts'
import { useWork } from '../api/work.ts'
import { useExportWatch } from '../exports/export-watch.tsx'
import { FailureNotice } from '../parts/failure-notice.tsx'
import { useFormat } from '../parts/format.ts'
import { usePreferences } from '../session/preferences.tsx'
import { listUsers } from '../users/user.ts'
import { groupTexts } from '../words/groups.ts'
import { useTexts } from '../words/pair.ts'
import { type UserGroup, changeMember, exportMembers, listMembers } from './group.ts'

const SHOWN = 50

/** One group: its members, found by name, added and removed. */
export function GroupDrawer({ group, close }: { group: UserGroup; close: () => void }) {
  const words = useTexts(groupTexts)
  const { count } = useFormat()
  const { language } = usePreferences()
  const call = useCall()
  const { may } = usePermissions()
  const { follow } = useExportWatch()
  const { run, busy, failure } = useWork('group-members', 'user-groups', 'users')
  const [sought, setSought] = useState('')
  const { data, error } = useQuery({
    queryKey: ['group-members', group.id, sought],
    placeholderData: keepPreviousData,
    enabled: may('workspace:userGroups:getUsers'),
    queryFn: () =>
      listMembers(call, group.id, { ...(sought === '' ? {} : { user_name: sought }), limit: SHOWN }),
  })
  const startExport = () =>
    run(async () => follow(await exportMembers(call, group.id, language === 'zh' ? 'zh_CN' : 'en_US')))
  const mayChange = may('workspace:userGroups:operate')
  return (
    <Drawer open title={group.name} size={520} onClose={close} destroyOnHidden>
      <Flex vertical gap={12}>
        <Flex gap={12} wrap align="center">
          {may('workspace:userGroups:exportUsers') ? (
            <Button loading={busy} onClick={() => void startExport()}>
              {words.exportMembers}
            </Button>
          ) : null}
          <Link to={`/users?group_name=${encodeURIComponent(group.name)}`}>{words.showUsers}</Link>
        </Flex>
        <FailureNotice error={error ?? failure} />
        {mayChange && may('workspace:users:list') ? (
          <AddMember add={(userId) => run(() => changeMember(call, group.id, 'ADD', userId))} busy={busy} />
        ) : null}
        <Input.Search
          aria-label={words.memberSearch}
          placeholder={words.memberSearch}
          allowClear
          onSearch={setSought}
        />
        {data === undefined ? (
          error === null ? (
            <Skeleton active />
          ) : null
        ) : data.users.length === 0 ? (
          <span>{words.noMembers}</span>
        ) : (
          data.users.map(({ id, user_name: name }) => (
            <Flex key={id} justify="space-between" align="center">
              <span>{name}</span>
              {mayChange ? (
                <Button
                  size="small"
                  danger
                  onClick={() => void run(() => changeMember(call, group.id, 'DELETE', id))}
                >
                  {words.remove}
                </Button>
              ) : null}
            </Flex>
          ))
        )}
        {data !== undefined && data.total_count > data.users.length ? (
          <span>{words.more(count(data.total_count - data.users.length))}</span>
        ) : null}
      </Flex>
    </Drawer>
  )
}

function AddMember({ add, busy }: { add: (userId: string) => Promise<boolean>; busy: boolean }) {
  const words = useTexts(groupTexts)
  const call = useCall()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const { data } = useQuery({
    queryKey: ['users', 'found', text],
    placeholderData: keepPreviousData,
    enabled: text !== '',
    queryFn: ({ signal }) => listUsers(call, { user_name: text, limit: 20 }, signal),
  })
  const finish = async () => {
    // Somebody else may have been chosen in the meantime.
    if (chosen !== null && (await add(chosen))) setChosen((now) => (now === chosen ? null : now))
  }
  return (
    <Flex gap={8}>
      <Select
        aria-label={words.add}
        placeholder={words.addHint}
        style={{ flex: 1 }}
        showSearch={{ filterOption: false, onSearch: setText }}
        value={chosen}
        onChange={setChosen}
        options={(data?.users ?? []).map(({ id, user_name: label }) => ({ value: id, label }))}
      />
      <Button disabled={chosen === null} loading={busy} onClick={() => void finish()}>
        {words.addOne}
      </Button>
    </Flex>
  )
}
