import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Empty, Form, Input, type InputRef, Select, Skeleton } from 'antd'
import { useRef, useState } from 'react'
import { useSearchParams } from 'react-router'

import { useCall } from '../api/call.ts'
import { usePermissions } from '../api/permissions.ts'
import { useWork } from '../api/work.ts'
import { useExportWatch } from '../exports/export-watch.tsx'
import { ChangeButtons } from '../parts/change-buttons.tsx'
import { ConfirmRemoval } from '../parts/confirm-removal.tsx'
import { FailureNotice } from '../parts/failure-notice.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { useFormat } from '../parts/format.ts'
import { Instant } from '../parts/instant.tsx'
import { Pages } from '../parts/pages.tsx'
import { Page } from '../parts/page.tsx'
import { useSlash } from '../parts/slash.ts'
import { WideTable } from '../parts/wide-table.tsx'
import { usePreferences } from '../session/preferences.tsx'
import { useSignedIn } from '../session/session.tsx'
import { useDictionary } from '../words/dictionary.ts'
import { groupTexts } from '../words/groups.ts'
import { useTexts } from '../words/pair.ts'
import { type UserGroup, exportGroups, listGroups } from './group.ts'
import { GroupDrawer } from './group-drawer.tsx'

const PAGE_SIZE = 50

/** The groups of desktop users, found by name. */
export default function GroupsPage() {
  const words = useTexts(groupTexts)
  const { groups } = useDictionary()
  const { language } = usePreferences()
  const { count } = useFormat()
  const call = useCall()
  const { project } = useSignedIn()
  const { may, mayEverywhere } = usePermissions()
  const { follow } = useExportWatch()
  const { run, busy, failure } = useWork('user-groups', 'users')
  const [search, setSearch] = useSearchParams()
  const [open, setOpen] = useState<UserGroup | null>(null)
  const [edited, setEdited] = useState<UserGroup | 'new' | null>(null)
  const [removed, setRemoved] = useState<UserGroup | null>(null)
  const input = useRef<InputRef>(null)
  useSlash(() => input.current?.focus({ cursor: 'all' }))
  const keyword = search.get('keyword') ?? ''
  const page = Math.max(1, Number(search.get('page')) || 1)
  const { data, error, refetch } = useQuery({
    queryKey: ['user-groups', project?.id, keyword, page],
    placeholderData: keepPreviousData,
    queryFn: () =>
      listGroups(call, {
        ...(keyword === '' ? {} : { keyword }),
        limit: PAGE_SIZE,
        offset: (page - 1) * PAGE_SIZE,
      }),
  })
  const startExport = () =>
    run(async () => follow(await exportGroups(call, keyword, language === 'zh' ? 'zh_CN' : 'en_US')))
  return (
    <Page
      title={
        <>
          {words.title}{' '}
          <small className="count">{data === undefined ? '' : words.of(count(data.total_count))}</small>
        </>
      }
      actions={
        <>
          {mayEverywhere('workspace:userGroups:create') ? (
            <Button onClick={() => setEdited('new')}>{words.create}</Button>
          ) : null}
          {may('workspace:userGroups:export') ? (
            <Button type="primary" loading={busy} onClick={() => void startExport()}>
              {words.exportGroups}
            </Button>
          ) : null}
        </>
      }
    >
      <Input.Search
        ref={input}
        aria-label={words.search}
        placeholder={words.search}
        defaultValue={keyword}
        allowClear
        style={{ maxWidth: 320, marginBottom: 12 }}
        onSearch={(value) => setSearch(value === '' ? {} : { keyword: value }, { replace: true })}
      />
      <FailureNotice error={error ?? failure} retry={() => void refetch()} />
      {data === undefined ? (
        error === null ? (
          <Skeleton active />
        ) : null
      ) : data.total_count === 0 ? (
        <Empty
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description={keyword === '' ? words.first : words.nothing}
        />
      ) : (
        <>
          <WideTable<UserGroup>
            label={words.title}
            width={760}
            rowKey="id"
            rows={data.user_groups}
            columns={[
              {
                title: words.name,
                render: (_, group) => (
                  <Button type="link" className="link-button" onClick={() => setOpen(group)}>
                    {group.name}
                  </Button>
                ),
              },
              { title: words.type, render: (_, group) => groups.platformTypes[group.platform_type] },
              { title: words.description, dataIndex: 'description' },
              { title: words.users, align: 'right', render: (_, group) => count(group.user_quantity) },
              { title: words.desktops, align: 'right', render: (_, group) => count(group.total_desktops) },
              { title: words.created, render: (_, group) => <Instant at={group.create_time} /> },
              {
                title: '',
                key: 'actions',
                render: (_, group) => (
                  <ChangeButtons
                    edit={mayEverywhere('workspace:userGroups:update') ? () => setEdited(group) : undefined}
                    remove={
                      mayEverywhere('workspace:userGroups:delete') ? () => setRemoved(group) : undefined
                    }
                  />
                ),
              },
            ]}
          />
          <Pages
            page={page}
            pageSize={PAGE_SIZE}
            total={data.total_count}
            onChange={(next) => setSearch({ ...(keyword === '' ? {} : { keyword }), page: String(next) })}
          />
        </>
      )}
      {open === null ? null : <GroupDrawer group={open} close={() => setOpen(null)} />}
      {edited === null ? null : <GroupForm group={edited} close={() => setEdited(null)} />}
      {removed === null ? null : (
        <ConfirmRemoval
          title={words.deleteOne(removed.name)}
          action={words.delete}
          typed={removed.user_quantity > 100 ? removed.name : undefined}
          remove={async () => {
            await call(`DELETE /v2/{p}/groups/${removed.id}`)
            await refetch()
          }}
          close={() => setRemoved(null)}
        >
          {words.deleteText(count(removed.user_quantity))}
        </ConfirmRemoval>
      )}
    </Page>
  )
}

interface Fields {
  readonly group_name: string
  readonly description?: string
  readonly platform_type?: UserGroup['platform_type']
}

function GroupForm({ group, close }: { group: UserGroup | 'new'; close: () => void }) {
  const words = useTexts(groupTexts)
  const { groups } = useDictionary()
  const call = useCall()
  const isNew = group === 'new'
  // A group of an AD domain keeps its name.
  const fixed = !isNew && group.platform_type === 'AD'
  return (
    <FormDialog<Fields>
      title={isNew ? words.create : group.name}
      initial={
        isNew ? { platform_type: 'LOCAL' } : { group_name: group.name, description: group.description }
      }
      changes={['user-groups', 'users']}
      save={({ group_name: name, ...fields }) =>
        call(isNew ? 'POST /v2/{p}/groups' : `PUT /v2/{p}/groups/${group.id}`, {
          body: fixed ? fields : { group_name: name, ...fields },
        })
      }
      close={close}
    >
      <Form.Item name="group_name" label={words.name} rules={[{ required: true, message: words.required }]}>
        <Input autoFocus maxLength={64} disabled={fixed} />
      </Form.Item>
      {isNew ? (
        <Form.Item name="platform_type" label={words.type}>
          <Select
            options={(['LOCAL', 'AD'] as const).map((value) => ({
              value,
              label: groups.platformTypes[value],
            }))}
          />
        </Form.Item>
      ) : null}
      <Form.Item name="description" label={words.description}>
        <Input maxLength={255} />
      </Form.Item>
    </FormDialog>
  )
}
