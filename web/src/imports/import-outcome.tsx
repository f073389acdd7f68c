import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Descriptions, Flex, Skeleton } from 'antd'
import { useEffect, useRef } from 'react'
import { Link } from 'react-router'

import { useCall } from '../api/call.ts'
import { usePermissions } from '../api/permissions.ts'
import { useReadAgain } from '../api/read-again.ts'
import { useWork } from '../api/work.ts'
import { Figures } from '../exports/export-card.tsx'
import { type ExportTask, deleteTasks, downloadTask, showTask } from '../exports/export-task.ts'
import { useExportWatch } from '../exports/export-watch.tsx'
import { FailureNotice } from '../parts/failure-notice.tsx'
import { useFormat } from '../parts/format.ts'
import { importTexts } from '../words/imports.ts'
import { useTexts } from '../words/pair.ts'
import { Decision } from './decision.tsx'
import type { ImportOrder, ImportResult } from './import-task.ts'
import { RowTable } from './row-table.tsx'

interface Props {
  /** Of the task. */
  readonly id: string
  readonly onError: ImportOrder['on_error']
  /** Does what a dry run has found; absent: the page does not have the file. */
  readonly apply: (() => void) | undefined
}

const EVERY = 400

/** How far an import is, and what came of it. */
export function ImportOutcome({ id, onError, apply }: Props) {
  const words = useTexts(importTexts)
  const call = useCall()
  const readAgain = useReadAgain()
  const { may } = usePermissions()
  const { data: task, error } = useQuery({
    queryKey: ['export-task', id],
    // Null: it is no more.
    queryFn: async () => (await showTask(call, id)) ?? null,
    refetchInterval: ({ state }) =>
      state.data === undefined || state.data?.status === 'CREATING' ? EVERY : false,
  })
  const { run, failure } = useWork('export-task')
  const { follow } = useExportWatch()
  const running = useRef(false)
  useEffect(() => {
    running.current = task?.status === 'CREATING'
  }, [task])
  // Who goes elsewhere in the meantime finds it in the corner of every page.
  useEffect(
    () => () => {
      if (running.current) follow(id)
    },
    [follow, id],
  )
  const result = task?.import_result ?? null
  const applied = result?.applied ?? false
  useEffect(() => {
    if (applied) readAgain('users', 'user-groups', 'statistics')
  }, [applied, readAgain])
  if (task === undefined) return error === null ? <Skeleton active /> : <FailureNotice error={error} />
  if (task === null) return <Alert type="info" title={words.cancelled} />
  const order = task.filter as unknown as ImportOrder
  if (task.status === 'CREATING') {
    return (
      <Flex vertical gap={8} align="start">
        <span aria-live="polite">{order.dry_run ? words.checking : words.applying}</span>
        <div style={{ width: 'min(100%, 480px)' }}>
          <Figures task={task} />
        </div>
        {may('workspace:tenants:deleteExportTasks') ? (
          <Button size="small" onClick={() => void run(() => deleteTasks(call, [id]))}>
            {words.cancel}
          </Button>
        ) : null}
        <FailureNotice error={failure} />
      </Flex>
    )
  }
  if (result === null) {
    return <Alert type="error" role="alert" title={words.failed} description={task.fail_reason} />
  }
  return (
    <Flex vertical gap={16}>
      {order.dry_run ? (
        <Decision result={result} onError={onError} apply={apply} />
      ) : (
        <Done result={result} />
      )}
      <Understood order={order} result={result} />
      {may('workspace:tenants:exportData') && task.status === 'SUCCESS' ? (
        <>
          <RowTable id={id} result={result} />
          <Report task={task} />
        </>
      ) : (
        <Alert type="info" title={words.mayNot} />
      )}
    </Flex>
  )
}

function Done({ result }: { result: ImportResult }) {
  const words = useTexts(importTexts)
  const { count } = useFormat()
  return result.applied ? (
    <Alert
      type="success"
      title={words.applied(count(result.created), count(result.updated))}
      action={<Link to="/users?order=newest">{words.toUsers}</Link>}
    />
  ) : (
    <Alert type="warning" role="alert" title={words.notApplied} />
  )
}

/** What the file was taken for. */
function Understood({ order, result }: { order: ImportOrder; result: ImportResult }) {
  const words = useTexts(importTexts)
  const { count, bytes } = useFormat()
  const { created, updated, unchanged, refused, columns, unknown_columns: unknown } = result
  const list = (key: string, label: string, names: readonly string[]) =>
    names.length === 0 ? [] : [{ key, label, children: names.join(', ') }]
  return (
    <Descriptions
      title={words.understood}
      size="small"
      column={1}
      items={[
        { key: 'file', label: words.file, children: `${order.file.name} · ${bytes(order.file.size)}` },
        { key: 'rows', label: words.rows, children: count(created + updated + unchanged + refused) },
        ...list('columns', words.columns, columns),
        ...list('unknown', words.unknown, unknown),
        ...list('sheets', words.sheets, result.other_sheets),
      ]}
    />
  )
}

function Report({ task }: { task: ExportTask }) {
  const words = useTexts(importTexts)
  const call = useCall()
  const { run, busy, failure } = useWork()
  return (
    <>
      <Button
        style={{ alignSelf: 'start' }}
        loading={busy}
        onClick={() => void run(() => downloadTask(call, task))}
      >
        {words.report}
      </Button>
      <FailureNotice error={failure} />
    </>
  )
}
