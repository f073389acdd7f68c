import { Alert, Button, Flex, Radio, Typography } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'

import { useCall } from '../api/call.ts'
import { usePermissions } from '../api/permissions.ts'
import { useUpload } from '../api/upload.ts'
import { useWork } from '../api/work.ts'
import { FailureNotice } from '../parts/failure-notice.tsx'
import { useFormat } from '../parts/format.ts'
import { Page } from '../parts/page.tsx'
import { saveFile } from '../parts/save-file.ts'
import { usePreferences } from '../session/preferences.tsx'
import { importTexts } from '../words/imports.ts'
import { useTexts } from '../words/pair.ts'
import { DropZone } from './drop-zone.tsx'
import { ImportOutcome } from './import-outcome.tsx'
import type { ImportOrder } from './import-task.ts'

const MODES = ['upsert', 'create'] as const
const ON_ERRORS = ['abort', 'skip'] as const

/** From a file to its differences to the users, and from these to the import. The address has the task that is looked at. */
export default function ImportPage() {
  const words = useTexts(importTexts)
  const { language: reader } = usePreferences()
  const { count } = useFormat()
  const call = useCall()
  const upload = useUpload()
  const { may } = usePermissions()
  const [search, setSearch] = useSearchParams()
  const [file, setFile] = useState<File | null>(null)
  const [mode, setMode] = useState<ImportOrder['mode']>('upsert')
  const [onError, setOnError] = useState<ImportOrder['on_error']>('abort')
  const [sent, setSent] = useState<number | null>(null)
  const { run, failure } = useWork()
  const sending = useRef(new AbortController())
  useEffect(() => () => sending.current.abort(), [])
  const task = search.get('task')
  const language = reader === 'zh' ? 'zh_CN' : 'en_US'
  const begin = async (chosen: File, dryRun: boolean) => {
    sending.current = new AbortController()
    setSent(0)
    await run(async () => {
      const { task_id: id } = await upload<{ task_id: string }>('/v3/{p}/users/import', {
        query: { mode, on_error: onError, dry_run: String(dryRun), language },
        file: chosen,
        report: setSent,
        signal: sending.current.signal,
      })
      setSearch({ task: id })
    })
    setSent(null)
  }
  /** What was found counts for the file and the mode that it was found with. */
  const forget = () => setSearch({}, { replace: true })
  const template = () =>
    run(async () => {
      const answer = await call('GET /v2/{p}/users/template/download', { query: { language } })
      saveFile('users-template.xlsx', await answer.blob())
    })
  const stopped = failure instanceof DOMException && failure.name === 'AbortError'
  return (
    <Page
      title={words.title}
      actions={
        may('workspace:users:getImportTemplate') ? (
          <Button onClick={() => void template()}>{words.template}</Button>
        ) : null
      }
    >
      <Flex vertical gap={16}>
        <Typography.Text>{words.intro}</Typography.Text>
        <DropZone
          file={file}
          onFile={(chosen) => {
            setFile(chosen)
            forget()
          }}
        />
        <div className="import-choices">
          <fieldset className="plain">
            <legend>{words.mode}</legend>
            <Radio.Group
              value={mode}
              onChange={({ target }) => {
                setMode(target.value as ImportOrder['mode'])
                forget()
              }}
            >
              {MODES.map((value) => (
                <Radio key={value} value={value}>
                  {words.modes[value]}
                </Radio>
              ))}
            </Radio.Group>
          </fieldset>
          <fieldset className="plain">
            <legend>{words.onError}</legend>
            <Radio.Group
              value={onError}
              onChange={({ target }) => setOnError(target.value as ImportOrder['on_error'])}
            >
              {ON_ERRORS.map((value) => (
                <Radio key={value} value={value}>
                  {words.onErrors[value]}
                </Radio>
              ))}
            </Radio.Group>
          </fieldset>
        </div>
        {stopped ? (
          <Alert type="info" title={words.cancelled} />
        ) : (
          <FailureNotice
            error={failure}
            {...(file === null ? {} : { retry: () => void begin(file, true) })}
          />
        )}
        {sent === null ? (
          task === null ? (
            <Button
              type="primary"
              style={{ alignSelf: 'start' }}
              disabled={file === null}
              onClick={() => file !== null && void begin(file, true)}
            >
              {words.check}
            </Button>
          ) : (
            <ImportOutcome
              key={task}
              id={task}
              onError={onError}
              apply={file === null ? undefined : () => void begin(file, false)}
            />
          )
        ) : (
          <Flex gap={12} align="center">
            <span aria-live="polite">{words.uploading(count(Math.floor(100 * sent)))}</span>
            <Button size="small" onClick={() => sending.current.abort()}>
              {words.cancel}
            </Button>
          </Flex>
        )}
      </Flex>
    </Page>
  )
}
