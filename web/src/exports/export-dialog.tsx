import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Flex, Modal, Radio, Select, Typography } from 'antd'
import { useState } from 'react'

import type { ActiveType } from '../../../src/directory/user-filter.ts'
import type { UserFilter } from '../users/filter.ts'
import { useCall } from '../api/call.ts'
import { useReadAgain } from '../api/read-again.ts'
import { FailureNotice } from '../parts/failure-notice.tsx'
import { useFormat } from '../parts/format.ts'
import { usePreferences } from '../session/preferences.tsx'
import { useSignedIn } from '../session/session.tsx'
import { type FilterName, notExportable, without } from '../users/filter.ts'
import { filterWords } from '../users/filter-words.ts'
import { countUsers } from '../users/user.ts'
import { useDictionary } from '../words/dictionary.ts'
import { exportTexts } from '../words/exports.ts'
import { useTexts } from '../words/pair.ts'
import { states } from '../words/states.ts'
import { userTexts } from '../words/users.ts'
import { useExportWatch } from './export-watch.tsx'
import { exportUsers } from './export-task.ts'

interface Props {
  /** What the screen shows. */
  readonly filter: UserFilter
  onFilter(filter: UserFilter): void
  close(): void
}

type Choice = ActiveType | 'ALL'
const CHOICES: readonly Choice[] = ['ALL', 'USER_ACTIVATE', 'ADMIN_ACTIVATE']
/** Languages by their own names, which are the same in every language. */
const LANGUAGES = [
  { value: 'en_US', label: 'English' },
  { value: 'zh_CN', label: '简体中文' },
]

/** Says how many users will be exported and what is left out, before anything is made. */
export function ExportDialog({ filter, onFilter, close }: Props) {
  const words = useTexts(exportTexts)
  const { names } = useTexts(userTexts)
  const { cancel } = useTexts(states)
  const dictionary = useDictionary()
  const { language: reader } = usePreferences()
  const { count } = useFormat()
  const call = useCall()
  const readAgain = useReadAgain()
  const { follow } = useExportWatch()
  const [type, setType] = useState<Choice>(filter.active_type ?? 'ALL')
  const [language, setLanguage] = useState(reader === 'zh' ? 'zh_CN' : 'en_US')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)

  const withType = (choice: Choice): UserFilter =>
    choice === 'ALL' ? without(filter, ['active_type']) : { ...filter, active_type: choice }
  const counted = useCount(withType(type))
  const all = useCount({})
  const inexact: FilterName[] = notExportable(filter)
  const start = async () => {
    setBusy(true)
    try {
      follow(await exportUsers(call, withType(type), language))
      readAgain('export-tasks')
      close()
    } catch (error) {
      setFailure(error)
      setBusy(false)
    }
  }
  return (
    <Modal open title={words.title} onCancel={close} footer={null} destroyOnHidden>
      <Flex vertical gap={12}>
        <div aria-live="polite">
          <div className="export-number">{counted.data === undefined ? '…' : count(counted.data)}</div>
          <div>{counted.data === undefined ? words.counting : words.how(String(counted.data))}</div>
        </div>
        <Typography.Text strong>{filterWords(withType(type), dictionary)}</Typography.Text>
        {counted.data === undefined || all.data === undefined ? null : (
          <Typography.Text>
            {counted.data === 0
              ? words.nobody
              : counted.data < all.data
                ? words.leftOut(count(all.data - counted.data))
                : words.nothingLeftOut}
          </Typography.Text>
        )}
        <FailureNotice error={failure ?? counted.error} />
        {inexact.length === 0 ? null : (
          <Alert
            type="warning"
            title={words.notExact(inexact.map((name) => names[name]).join(', '))}
            action={
              <Button size="small" onClick={() => onFilter(without(filter, inexact))}>
                {words.relax}
              </Button>
            }
          />
        )}
        <fieldset className="plain">
          <legend>{words.askedType}</legend>
          <Radio.Group value={type} onChange={(event) => setType(event.target.value as Choice)}>
            <Flex vertical gap={4}>
              {CHOICES.map((choice) => (
                <Radio key={choice} value={choice}>
                  {choice === 'ALL' ? words.both : dictionary.users.activeTypes[choice]}{' '}
                  <CountOf filter={withType(choice)} />
                </Radio>
              ))}
            </Flex>
          </Radio.Group>
        </fieldset>
        <label>
          {words.language}{' '}
          <Select
            aria-label={words.language}
            value={language}
            onChange={setLanguage}
            options={LANGUAGES}
            style={{ minWidth: 140 }}
          />
        </label>
        <Typography.Text type="secondary">{words.snapshot}</Typography.Text>
        <Flex gap={8} justify="end">
          <Button onClick={close}>{cancel}</Button>
          <Button type="primary" loading={busy} disabled={inexact.length > 0} onClick={() => void start()}>
            {words.start}
          </Button>
        </Flex>
      </Flex>
    </Modal>
  )
}

function CountOf({ filter }: { filter: UserFilter }) {
  const { count } = useFormat()
  const { data } = useCount(filter)
  return <Typography.Text type="secondary">{data === undefined ? '…' : count(data)}</Typography.Text>
}

function useCount(filter: UserFilter) {
  const call = useCall()
  const { project } = useSignedIn()
  return useQuery({
    queryKey: ['users', project?.id, 'count', filter],
    queryFn: () => countUsers(call, filter),
  })
}
