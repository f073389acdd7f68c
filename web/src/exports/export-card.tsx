import { useQuery } from '@tanstack/react-query'
import { Button, Card, Flex, Progress, Typography } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { Link } from 'react-router'

import { useCall } from '../api/call.ts'
import { usePermissions } from '../api/permissions.ts'
import { useReadAgain } from '../api/read-again.ts'
import { FailureNotice } from '../parts/failure-notice.tsx'
import { useFormat } from '../parts/format.ts'
import { useDictionary } from '../words/dictionary.ts'
import { exportTexts } from '../words/exports.ts'
import { useTexts } from '../words/pair.ts'
import { type ExportTask, deleteTasks, downloadTask, showTask, taskWords } from './export-task.ts'
import { useRate } from './rate.ts'

interface Props {
  readonly ids: readonly string[]
  dismiss(id: string): void
}

/** The exports that run, in the corner of every page. */
export function ExportCard({ ids, dismiss }: Props) {
  const words = useTexts(exportTexts)
  if (ids.length === 0) return null
  return (
    <section className="export-card" aria-label={words.card}>
      {ids.map((id) => (
        <FollowedExport key={id} id={id} dismiss={() => dismiss(id)} />
      ))}
    </section>
  )
}

const EVERY = 400

function FollowedExport({ id, dismiss }: { id: string; dismiss: () => void }) {
  const call = useCall()
  const words = useTexts(exportTexts)
  const dictionary = useDictionary()
  const { may } = usePermissions()
  const readAgain = useReadAgain()
  const [failure, setFailure] = useState<unknown>(null)
  const { data: task, error } = useQuery({
    queryKey: ['export-task', id],
    // Null: it is no more.
    queryFn: async () => (await showTask(call, id)) ?? null,
    refetchInterval: ({ state }) =>
      state.data === undefined || state.data?.status === 'CREATING' ? EVERY : false,
  })
  const state = task === null ? 'gone' : task?.status
  const before = useRef(state)
  useEffect(() => {
    if (before.current === state) return
    before.current = state
    readAgain('export-tasks')
  }, [state, readAgain])
  const run = (work: Promise<unknown>) => void work.then(() => setFailure(null), setFailure)
  const running = state === 'CREATING' || state === undefined
  const isImport = task?.task_type === 'IMPORT'
  const own = isImport ? words.importing : words
  const title = {
    gone: words.gone,
    CREATING: own.running,
    SUCCESS: own.done,
    FAIL: own.failed,
    EXPIRED: words.states.EXPIRED,
  }[state ?? 'CREATING']
  return (
    <Card size="small" title={<span aria-live="polite">{title}</span>}>
      <Flex vertical gap={8}>
        {task === null || task === undefined ? null : (
          <>
            {isImport ? null : <Typography.Text>{taskWords(task, dictionary)}</Typography.Text>}
            <Figures task={task} />
            {task.fail_reason === null ? null : (
              <Typography.Text type="danger">{task.fail_reason}</Typography.Text>
            )}
          </>
        )}
        <FailureNotice error={failure ?? error} />
        <Flex gap={8} justify="end">
          {running && may('workspace:tenants:deleteExportTasks') ? (
            <Button size="small" onClick={() => run(deleteTasks(call, [id]))}>
              {words.cancel}
            </Button>
          ) : null}
          {task?.status === 'SUCCESS' && may('workspace:tenants:exportData') ? (
            <Button size="small" type="primary" onClick={() => run(downloadTask(call, task))}>
              {words.download}
            </Button>
          ) : null}
          {isImport ? (
            <Link to={`/users/import?task=${id}`} onClick={dismiss}>
              {words.open}
            </Link>
          ) : null}
          {running && error === null ? null : (
            <Button size="small" onClick={dismiss}>
              {words.close}
            </Button>
          )}
        </Flex>
      </Flex>
    </Card>
  )
}

/** How far a task is: rows, rate and time left; of a finished one rows and size. */
export function Figures({ task }: { task: ExportTask }) {
  const words = useTexts(exportTexts)
  const { count, bytes } = useFormat()
  const { status, rows_written: written, rows_total: total } = task
  const rate = useRate(written)
  if (status === 'SUCCESS') {
    return (
      <Typography.Text type="secondary">
        {words.ready(count(written), bytes(task.file_size ?? 0))}
      </Typography.Text>
    )
  }
  if (status !== 'CREATING') return null
  if (total === null) return <Typography.Text type="secondary">{words.waiting}</Typography.Text>
  const left = rate > 0 ? words.rate(count(Math.round(rate)), count(Math.ceil((total - written) / rate))) : ''
  return (
    <div>
      <Progress percent={task.progress} size="small" aria-label={words.running} />
      <Typography.Text type="secondary">
        {[words.rows(count(written), count(total)), left].filter(Boolean).join(' · ')}
      </Typography.Text>
    </div>
  )
}
