import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Card, Flex, Progress, Steps, Typography } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'

import { failureOf } from '../parts/failure.ts'
import { saveFile } from '../parts/save-file.ts'
import { useWords } from '../session/preferences.tsx'
import { type Session, useSignedIn } from '../session/session.tsx'
import type { ApiOperation } from './openapi.ts'
import { requestOf } from './request.ts'
import { send } from './send.ts'
import { type Values, projectOf, toSearch } from './values.ts'

interface Task {
  readonly task_id: string
  readonly status: 'CREATING' | 'SUCCESS' | 'FAIL' | 'EXPIRED'
  readonly rows_written: number
  readonly rows_total: number | null
  readonly file_name: string | null
  readonly file_size: number | null
  readonly fail_reason: string | null
}

interface Props {
  readonly operation: ApiOperation
  readonly operations: readonly ApiOperation[]
  readonly values: Values
}

/** The whole export in one strip: create the task, wait for it, download the file. */
export function ExportFlow({ operation, operations, values }: Props) {
  const words = useWords()
  const session = useSignedIn()
  const [taskId, setTaskId] = useState<string | null>(null)
  const [began, setBegan] = useState(0)
  const [failure, setFailure] = useState<string | null>(null)
  const projectId = projectOf(values, session)
  const { data: task, dataUpdatedAt: now } = useQuery({
    queryKey: ['export-task', projectId, taskId],
    enabled: taskId !== null,
    queryFn: () => readTask(session, projectId, taskId ?? ''),
    refetchInterval: ({ state }) =>
      state.data?.status === 'CREATING' || state.data === undefined ? 300 : false,
  })
  const start = async () => {
    setFailure(null)
    setTaskId(null)
    const answer = await send(requestOf(operation, values, location.origin), {
      'x-auth-token': session.token,
    })
    if (answer.status !== 200) return setFailure(answer.text)
    setBegan(Date.now())
    setTaskId((JSON.parse(answer.text ?? '') as { task_id: string }).task_id)
  }
  const step = task?.status === 'SUCCESS' ? 2 : taskId === null ? 0 : 1
  const running = taskId !== null && (task === undefined || task.status === 'CREATING')
  const failed = failure ?? (task?.status === 'FAIL' ? task.fail_reason : null)
  const opened = (id: string, path: Values['path'], query: Values['query'] = {}) => {
    const other = operations.find(({ operationId }) => operationId === id) ?? operation
    const search = toSearch({ path, query, header: {}, body: {} }, other)
    return <Link to={`/explorer/${id}?${search.toString()}`}>{words.flow.open(id)}</Link>
  }
  return (
    <Card size="small" title={words.flow.title} className="export-flow">
      <Steps
        size="small"
        current={step}
        status={failed === null ? 'process' : 'error'}
        items={[
          {
            title: words.flow.create,
            content: taskId === null ? undefined : <code>{taskId.slice(0, 8)}…</code>,
          },
          {
            title: words.flow.wait,
            content: taskId === null ? undefined : opened('ListExportTasks', {}, { task_id: taskId }),
          },
          {
            title: words.flow.download,
            content:
              task?.status === 'SUCCESS'
                ? opened('DownloadExportFile', { task_id: task.task_id })
                : undefined,
          },
        ]}
      />
      <Flex gap={12} align="center" wrap style={{ marginTop: 12 }}>
        <Button type="primary" loading={running} disabled={projectId === ''} onClick={() => void start()}>
          {words.flow.start}
        </Button>
        {running && taskId !== null ? (
          <Button onClick={() => void cancel(session, projectId, taskId)}>{words.flow.cancel}</Button>
        ) : null}
        {task === undefined || taskId === null ? null : <Facts task={task} seconds={(now - began) / 1000} />}
        {task?.status === 'SUCCESS' ? (
          <Button onClick={() => void save(session, projectId, task)}>{words.flow.save}</Button>
        ) : null}
      </Flex>
      {failed === null ? null : (
        <Alert type="error" title={words.flow.failed} description={failed} style={{ marginTop: 12 }} />
      )}
    </Card>
  )
}

function Facts({ task, seconds }: { task: Task; seconds: number }) {
  const words = useWords().flow
  const { rows_written: written, rows_total: total } = task
  if (task.status === 'SUCCESS') {
    const size = `${((task.file_size ?? 0) / 1_000_000).toFixed(2)} MB`
    return <Typography.Text aria-live="polite">{words.ready(written.toLocaleString(), size)}</Typography.Text>
  }
  const rate = written / Math.max(seconds, 0.1)
  return (
    <Flex vertical style={{ minWidth: 220 }}>
      <Progress percent={total ? Math.round((100 * written) / total) : 0} size="small" />
      <Typography.Text>
        {words.rows(written.toLocaleString(), total?.toLocaleString() ?? '…')}
        {rate > 0 && total !== null
          ? ` · ${words.rate(Math.round(rate).toLocaleString(), Math.ceil((total - written) / rate).toLocaleString())}`
          : ''}
      </Typography.Text>
    </Flex>
  )
}

const proof = ({ token }: Session) => ({ 'x-auth-token': token })

async function readTask(session: Session, projectId: string, taskId: string): Promise<Task> {
  const path = `/v2/${encodeURIComponent(projectId)}/export-tasks?task_id=${taskId}`
  const answer = await fetch(path, { headers: proof(session) })
  if (!answer.ok) throw await failureOf(answer)
  const [task] = ((await answer.json()) as { export_tasks: Task[] }).export_tasks
  if (task === undefined) throw new Error(taskId)
  return task
}

async function cancel(session: Session, projectId: string, taskId: string): Promise<void> {
  await fetch(`/v2/${encodeURIComponent(projectId)}/export-tasks/batch-delete`, {
    method: 'POST',
    headers: { ...proof(session), 'content-type': 'application/json' },
    body: JSON.stringify({ task_ids: [taskId] }),
  })
}

async function save(session: Session, projectId: string, task: Task): Promise<void> {
  const path = `/v2/${encodeURIComponent(projectId)}/export-tasks/${task.task_id}/download`
  const answer = await fetch(path, { headers: proof(session) })
  if (!answer.ok) throw await failureOf(answer)
  saveFile(task.file_name ?? `${task.task_id}.xlsx`, await answer.blob())
}
