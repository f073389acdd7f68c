import { Button, Descriptions, Flex } from 'antd'
import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'

import { useCall } from '../api/call.ts'
import { usePermissions } from '../api/permissions.ts'
import { FailureNotice } from '../parts/failure-notice.tsx'
import { useFormat } from '../parts/format.ts'
import { Instant } from '../parts/instant.tsx'
import { Light } from '../parts/light.tsx'
import { WideTable } from '../parts/wide-table.tsx'
import { useDictionary } from '../words/dictionary.ts'
import { exportTexts } from '../words/exports.ts'
import { importTexts } from '../words/imports.ts'
import { useTexts } from '../words/pair.ts'
import { Figures } from './export-card.tsx'
import { type ExportTask, downloadTask, exportUsers, taskWords } from './export-task.ts'
import { useExportWatch } from './export-watch.tsx'

interface Props {
  readonly tasks: readonly ExportTask[]
  readonly chosen: readonly ExportTask[]
  onChoose(tasks: readonly ExportTask[]): void
  onRemove(tasks: readonly ExportTask[]): void
}

const LIGHTS = { CREATING: 'processing', SUCCESS: 'success', FAIL: 'error', EXPIRED: 'idle' } as const

/** The tasks, newest first; each opens to what is needed seldom, such as the SHA-256. */
export function TaskTable({ tasks, chosen, onChoose, onRemove }: Props) {
  const words = useTexts(exportTexts)
  const dictionary = useDictionary()
  const { count, bytes } = useFormat()
  const { may } = usePermissions()
  const [failure, setFailure] = useState<unknown>(null)
  return (
    <>
      <FailureNotice error={failure} />
      <WideTable<ExportTask>
        label={words.centre}
        width={1080}
        rowKey="task_id"
        rows={tasks}
        expandable={{ expandedRowRender: inFull }}
        {...(may('workspace:tenants:deleteExportTasks')
          ? {
              rowSelection: {
                selectedRowKeys: chosen.map(({ task_id }) => task_id),
                onChange: (_: unknown, rows: ExportTask[]) => onChoose(rows),
                getCheckboxProps: (task: ExportTask) => ({ 'aria-label': task.file_name }),
              },
            }
          : {})}
        columns={[
          {
            title: words.state,
            render: (_, task) => <Light level={LIGHTS[task.status]}>{words.states[task.status]}</Light>,
          },
          {
            title: words.what,
            render: (_, task) => (
              <>
                {task.task_type === 'USERS' ? taskWords(task, dictionary) : words.types[task.task_type]}
                {task.status === 'CREATING' ? <Figures task={task} /> : null}
              </>
            ),
          },
          {
            title: words.count,
            align: 'right',
            render: (_, task) => count(task.rows_written),
          },
          {
            title: words.size,
            align: 'right',
            render: (_, task) => (task.file_size === null ? '' : bytes(task.file_size)),
          },
          { title: words.who, dataIndex: 'created_by' },
          { title: words.created, render: (_, task) => <Instant at={task.create_time} /> },
          { title: words.expires, render: (_, task) => <Instant at={task.expire_time} /> },
          { title: words.downloads, align: 'right', render: (_, task) => count(task.download_count) },
          {
            title: words.actions,
            render: (_, task) => (
              <TaskActions task={task} onFailure={setFailure} onRemove={() => onRemove([task])} />
            ),
          },
        ]}
      />
    </>
  )
}

interface ActionProps {
  readonly task: ExportTask
  onFailure(failure: unknown): void
  onRemove(): void
}

function TaskActions({ task, onFailure, onRemove }: ActionProps) {
  const words = useTexts(exportTexts)
  const call = useCall()
  const { may } = usePermissions()
  const { follow } = useExportWatch()
  const { show: rows } = useTexts(importTexts)
  const navigate = useNavigate()
  const run = (work: Promise<unknown>) => void work.then(() => onFailure(null), onFailure)
  const again = async () => follow(await exportUsers(call, task.filter, task.language))
  return (
    <Flex gap={8} wrap>
      {task.status === 'SUCCESS' && may('workspace:tenants:exportData') ? (
        <Button size="small" onClick={() => run(downloadTask(call, task))}>
          {words.download}
        </Button>
      ) : null}
      {task.task_type === 'IMPORT' && task.status === 'SUCCESS' && may('workspace:users:importUser') ? (
        <Button size="small" onClick={() => void navigate(`/users/import?task=${task.task_id}`)}>
          {rows}
        </Button>
      ) : null}
      {task.task_type === 'USERS' && may('workspace:users:export') ? (
        <Button size="small" onClick={() => run(again())}>
          {words.again}
        </Button>
      ) : null}
      {may('workspace:tenants:deleteExportTasks') ? (
        <Button size="small" danger onClick={onRemove}>
          {task.status === 'CREATING' ? words.cancel : words.delete}
        </Button>
      ) : null}
    </Flex>
  )
}

const inFull = (task: ExportTask) => <TaskDetails task={task} />

function TaskDetails({ task }: { task: ExportTask }) {
  const words = useTexts(exportTexts)
  const fact = (key: string, label: string, children: ReactNode) => ({ key, label, children })
  return (
    <Descriptions
      size="small"
      column={1}
      items={[
        fact('file', words.file, task.file_name),
        fact('sha', words.sha256, <code>{task.sha256}</code>),
        fact('end', words.finished, <Instant at={task.end_time} />),
        fact('id', words.taskId, <code>{task.task_id}</code>),
        ...(task.fail_reason === null ? [] : [fact('why', words.reason, task.fail_reason)]),
      ]}
    />
  )
}
