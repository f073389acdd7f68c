import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Pagination, Select, Skeleton } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'

import type { UserFilter } from './filter.ts'
import { useCall } from '../api/call.ts'
import { usePermissions } from '../api/permissions.ts'
import { ExportDialog } from '../exports/export-dialog.tsx'
import { FailureNotice } from '../parts/failure-notice.tsx'
import { useFormat } from '../parts/format.ts'
import { Page } from '../parts/page.tsx'
import { useRemembered } from '../parts/remembered.ts'
import { useSelection } from '../parts/selection.ts'
import { useStable } from '../parts/stable.ts'
import { useSignedIn } from '../session/session.tsx'
import { exportTexts } from '../words/exports.ts'
import { importTexts } from '../words/imports.ts'
import { useTexts } from '../words/pair.ts'
import { userTexts } from '../words/users.ts'
import { COLUMNS, type ColumnName, FIRST_COLUMNS, useColumnTitles } from './columns.tsx'
import { ChosenActions } from './chosen-actions.tsx'
import { CreateUser } from './create-user.tsx'
import { filterOf, searchOf } from './filter.ts'
import { FilterBar } from './filter-bar.tsx'
import { NothingFound } from './nothing-found.tsx'
import { UserDrawer } from './user-drawer.tsx'
import { UserTable } from './user-table.tsx'
import { type Order, type User, countUsers, listUsers } from './user.ts'
import './users.css'

const ORDERS = {
  name: { sort_field: 'user_name', sort_type: 'ASC' },
  nameDown: { sort_field: 'user_name', sort_type: 'DESC' },
  newest: { sort_field: 'created_at', sort_type: 'DESC' },
  oldest: { sort_field: 'created_at', sort_type: 'ASC' },
} as const satisfies Record<string, Order>
type OrderName = keyof typeof ORDERS

/** Pages of a table: the address has the filter, the order and the page, so that a view can be sent to a colleague. */
export default function UsersPage() {
  const words = useTexts(userTexts)
  const exporting = useTexts(exportTexts)
  const importing = useTexts(importTexts)
  const navigate = useNavigate()
  const { count } = useFormat()
  const call = useCall()
  const { project } = useSignedIn()
  const { may } = usePermissions()
  const [search, setSearch] = useSearchParams()
  const [pageSize, setPageSize] = useRemembered('users.page-size', 50)
  const [columns, setColumns] = useRemembered<readonly ColumnName[]>('users.columns', FIRST_COLUMNS)
  const [exportOpen, setExportOpen] = useState(false)
  const [creating, setCreating] = useState(false)
  const selection = useSelection<User>()
  const filter = useMemo(() => filterOf(search), [search])
  const order = (search.get('order') ?? 'name') as OrderName
  const page = Math.max(1, Number(search.get('page')) || 1)

  const show = useCallback(
    (next: UserFilter, others: { order?: OrderName; page?: number } = {}) => {
      const address = searchOf(next)
      if ((others.order ?? order) !== 'name') address.set('order', others.order ?? order)
      if ((others.page ?? 1) !== 1) address.set('page', String(others.page))
      setSearch(address, { replace: others.page === undefined })
    },
    [order, setSearch],
  )
  const change = useCallback((next: UserFilter) => show(next), [show])

  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['users', project?.id, filter, order, page, pageSize],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      listUsers(
        call,
        { ...filter, ...(ORDERS[order] ?? ORDERS.name), limit: pageSize, offset: (page - 1) * pageSize },
        signal,
      ),
  })
  const { data: all } = useQuery({
    queryKey: ['users', project?.id, 'count'],
    queryFn: () => countUsers(call, {}),
  })
  const titles = useColumnTitles()
  const open = search.get('user')
  const openUser = useStable((id: string | null) => {
    const next = new URLSearchParams(search)
    if (id === null) next.delete('user')
    else next.set('user', id)
    setSearch(next)
  })
  const found = data?.total_count ?? 0
  return (
    <Page
      title={
        <>
          {words.title}{' '}
          <small aria-live="polite" className="count">
            {data === undefined ? '' : words.of(count(found), count(all ?? found))}
          </small>
        </>
      }
      actions={
        <>
          <ChosenActions selection={selection} />
          {may('workspace:users:create') ? (
            <Button onClick={() => setCreating(true)}>{words.create}</Button>
          ) : null}
          {may('workspace:users:importUser') ? (
            <Button onClick={() => void navigate('/users/import')}>{importing.button}</Button>
          ) : null}
          {may('workspace:users:export') ? (
            <Button type="primary" onClick={() => setExportOpen(true)}>
              {exporting.button}
            </Button>
          ) : null}
        </>
      }
    >
      <FilterBar filter={filter} onChange={change}>
        <Select<OrderName>
          aria-label={words.order}
          value={order}
          style={{ minWidth: 150 }}
          options={Object.keys(ORDERS).map((value) => ({
            value: value as OrderName,
            label: words.orders[value as OrderName],
          }))}
          onChange={(next) => show(filter, { order: next })}
        />
        <Select<ColumnName[]>
          mode="multiple"
          aria-label={words.columns}
          value={[...columns]}
          maxTagCount={0}
          maxTagPlaceholder={words.columns}
          style={{ minWidth: 150 }}
          popupMatchSelectWidth={false}
          options={COLUMNS.map((value) => ({ value, label: titles[value] }))}
          onChange={setColumns}
        />
      </FilterBar>
      <FailureNotice error={error} retry={() => void refetch()} />
      {data === undefined ? (
        error === null ? (
          <Skeleton active paragraph={{ rows: 12 }} />
        ) : null
      ) : data.users.length === 0 && page === 1 ? (
        <NothingFound filter={filter} onChange={change} />
      ) : (
        <>
          <div className={isPlaceholderData ? 'table-waits' : ''}>
            <UserTable
              users={data.users}
              columns={columns}
              selection={may('workspace:users:batchDelete') ? selection : undefined}
              open={openUser}
            />
          </div>
          <Pagination
            style={{ marginTop: 12 }}
            align="end"
            size="small"
            current={page}
            pageSize={pageSize}
            total={found}
            pageSizeOptions={[20, 50, 100, 200]}
            showSizeChanger
            responsive
            onChange={(next, size) => {
              if (size !== pageSize) setPageSize(size)
              show(filter, { page: size === pageSize ? next : 1 })
            }}
          />
        </>
      )}
      {open === null ? null : <UserDrawer key={open} id={open} close={() => openUser(null)} />}
      {creating ? <CreateUser close={() => setCreating(false)} /> : null}
      {exportOpen ? (
        <ExportDialog filter={filter} onFilter={change} close={() => setExportOpen(false)} />
      ) : null}
    </Page>
  )
}
