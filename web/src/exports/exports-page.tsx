import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Empty, Flex, Input, Select, Skeleton } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'

import { useCall } from '../api/call.ts'
import { useChosenEnterpriseProject } from '../api/chosen-enterprise-project.ts'
import { usePermissions } from '../api/permissions.ts'
import { useReadAgain } from '../api/read-again.ts'
import { ConfirmRemoval } from '../parts/confirm-removal.tsx'
import { FailureNotice } from '../parts/failure-notice.tsx'
import { useFormat } from '../parts/format.ts'
import { Pages } from '../parts/pages.tsx'
import { Page } from '../parts/page.tsx'
import { useSignedIn } from '../session/session.tsx'
import { exportTexts } from '../words/exports.ts'
import { useTexts } from '../words/pair.ts'
import { type ExportTask, deleteTasks, listTasks } from './export-task.ts'
import { TaskTable } from './task-table.tsx'

const STATES = ['CREATING', 'SUCCESS', 'FAIL', 'EXPIRED'] as const
const PAGE_SIZE = 20
/** While something runs the list is read again this often, in milliseconds. */
const EVERY = 2000
/** More than this many are deleted only once their number has been typed. */
const MANY = 100

/** What was exported and imported: state, content, file, who, and what can be done with it. */
export default function ExportsPage() {
  const words = useTexts(exportTexts)
  const { count } = useFormat()
  const call = useCall()
  const readAgain = useReadAgain()
  const { project } = useSignedIn()
  const { may } = usePermissions()
  const { chosen: chosenProject } = useChosenEnterpriseProject()
  const [search, setSearch] = useSearchParams()
  const [chosen, setChosen] = useState<readonly ExportTask[]>([])
  const [removing, setRemoving] = useState<readonly ExportTask[]>([])
  const status = search.get('status') ?? undefined
  const fileName = search.get('file_name') ?? undefined
  const page = Math.max(1, Number(search.get('page')) || 1)
  const { data, error, refetch } = useQuery({
    queryKey: ['export-tasks', project?.id, status, fileName, chosenProject, page],
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.export_tasks.some((task) => task.status === 'CREATING') === true ? EVERY : false,
    queryFn: () =>
      listTasks(call, {
        ...(status === undefined ? {} : { status }),
        ...(fileName === undefined ? {} : { file_name: fileName }),
        enterprise_project_id: chosenProject,
        offset: (page - 1) * PAGE_SIZE,
        limit: PAGE_SIZE,
      }),
  })
  const show = (name: string, value: string | undefined) => {
    const next = new URLSearchParams(search)
    next.delete('page')
    if (value === undefined || value === '') next.delete(name)
    else next.set(name, value)
    setSearch(next, { replace: name !== 'page' })
  }
  const filtered = status !== undefined || fileName !== undefined || chosenProject !== undefined
  const remove = async () => {
    await deleteTasks(
      call,
      removing.map(({ task_id }) => task_id),
    )
    setChosen([])
    readAgain('export-tasks')
  }
  return (
    <Page
      title={
        <>
          {words.centre}{' '}
          <small className="count">{data === undefined ? '' : words.tasks(count(data.count))}</small>
        </>
      }
      actions={
        chosen.length > 0 && may('workspace:tenants:deleteExportTasks') ? (
          <>
            <span>{words.selected(count(chosen.length))}</span>
            <Button danger onClick={() => setRemoving(chosen)}>
              {words.delete}
            </Button>
          </>
        ) : null
      }
    >
      <Flex gap={8} wrap style={{ marginBottom: 12 }}>
        <Select
          aria-label={words.state}
          value={status ?? ''}
          style={{ minWidth: 140 }}
          options={[
            { value: '', label: words.anyState },
            ...STATES.map((value) => ({ value, label: words.states[value] })),
          ]}
          onChange={(value) => show('status', value)}
        />
        <Input.Search
          aria-label={words.fileName}
          placeholder={words.fileName}
          defaultValue={fileName ?? ''}
          allowClear
          style={{ maxWidth: 280 }}
          onSearch={(value) => show('file_name', value)}
        />
      </Flex>
      <FailureNotice error={error} retry={() => void refetch()} />
      {data === undefined ? (
        error === null ? (
          <Skeleton active paragraph={{ rows: 8 }} />
        ) : null
      ) : data.count === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={filtered ? words.noTask : words.first}>
          {filtered ? null : <Link to="/users">{words.toUsers}</Link>}
        </Empty>
      ) : (
        <>
          <TaskTable tasks={data.export_tasks} chosen={chosen} onChoose={setChosen} onRemove={setRemoving} />
          <Pages
            page={page}
            pageSize={PAGE_SIZE}
            total={data.count}
            onChange={(next) => {
              const address = new URLSearchParams(search)
              address.set('page', String(next))
              setSearch(address)
            }}
          />
        </>
      )}
      {removing.length === 0 ? null : (
        <ConfirmRemoval
          title={
            removing.length === 1
              ? words.deleteOne(removing[0]?.file_name ?? '')
              : words.deleteTitle(count(removing.length))
          }
          action={words.delete}
          typed={removing.length > MANY ? String(removing.length) : undefined}
          remove={remove}
          close={() => setRemoving([])}
        >
          <p>{words.deleteText}</p>
          {removing.length > 1 ? (
            <ul>
              {removing.map((task) => (
                <li key={task.task_id}>{task.file_name}</li>
              ))}
            </ul>
          ) : null}
        </ConfirmRemoval>
      )}
    </Page>
  )
}
