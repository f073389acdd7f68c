import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, DatePicker, Empty, Flex, Form, Input, Select, Skeleton } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'

import { useCall } from '../api/call.ts'
import { useWork } from '../api/work.ts'
import { FailureNotice } from '../parts/failure-notice.tsx'
import { useFormat } from '../parts/format.ts'
import { Instant } from '../parts/instant.tsx'
import { Light } from '../parts/light.tsx'
import { saveFile } from '../parts/save-file.ts'
import { Pages } from '../parts/pages.tsx'
import { WideTable } from '../parts/wide-table.tsx'
import { useSignedIn } from '../session/session.tsx'
import { accessTexts } from '../words/access.ts'
import { useDictionary } from '../words/dictionary.ts'
import { useTexts } from '../words/pair.ts'
import { type AuditEvent, allEvents, listEvents } from './audit-event.ts'

const PAGE_SIZE = 50
const FILTERS = ['user_name', 'operation', 'outcome', 'begin_time', 'end_time', 'request_id'] as const
const LIGHTS = { allowed: 'success', denied: 'warning', failed: 'error' } as const

/** Who did what, newest first, narrowed by what the address says. */
export function AuditEvents() {
  const words = useTexts(accessTexts)
  const { audit } = useDictionary()
  const { count } = useFormat()
  const call = useCall()
  const { project } = useSignedIn()
  const [search, setSearch] = useSearchParams()
  const { run, busy, failure } = useWork()
  const [read, setRead] = useState(0)
  const filter = Object.fromEntries(
    FILTERS.flatMap((name) => (search.has(name) ? [[name, search.get(name) ?? '']] : [])),
  )
  const page = Math.max(1, Number(search.get('page')) || 1)
  const { data, error, refetch } = useQuery({
    queryKey: ['audit-events', project?.id, filter, page],
    placeholderData: keepPreviousData,
    queryFn: () => listEvents(call, filter, (page - 1) * PAGE_SIZE, PAGE_SIZE),
  })
  const save = () =>
    run(async () => {
      const lines = await allEvents(call, filter, setRead)
      saveFile('audit-events.jsonl', new Blob(lines, { type: 'application/jsonl' }))
    })
  return (
    <>
      <Search filter={filter} onChange={(next) => setSearch(next, { replace: true })} />
      <FailureNotice error={error ?? failure} retry={() => void refetch()} />
      {data === undefined ? (
        error === null ? (
          <Skeleton active />
        ) : null
      ) : data.total_count === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words.noEvents} />
      ) : (
        <>
          <Flex justify="space-between" align="center" style={{ marginBottom: 8 }}>
            <span>{words.events(count(data.total_count))}</span>
            <Button loading={busy} onClick={() => void save()}>
              {busy ? words.saving(count(read)) : words.save}
            </Button>
          </Flex>
          <WideTable<AuditEvent>
            label={words.tabs.audit}
            width={980}
            rowKey="id"
            rows={data.audit_events}
            expandable={{ expandedRowRender: inFull }}
            columns={[
              { title: words.time, render: (_, event) => <Instant at={event.time} /> },
              { title: words.principal, dataIndex: 'principal' },
              { title: words.operation, dataIndex: 'operation' },
              {
                title: words.outcome,
                render: (_, { outcome }) => <Light level={LIGHTS[outcome]}>{audit.outcomes[outcome]}</Light>,
              },
              {
                title: words.status,
                render: (_, event) => [event.status, event.error_code].filter(Boolean).join(' '),
              },
              { title: words.credential, dataIndex: 'credential' },
              { title: words.address, dataIndex: 'source_ip' },
            ]}
          />
          <Pages
            page={page}
            pageSize={PAGE_SIZE}
            total={data.total_count}
            onChange={(next) => setSearch({ ...filter, page: String(next) })}
          />
        </>
      )}
    </>
  )
}

const inFull = (event: AuditEvent) => <pre>{JSON.stringify(event, null, 2)}</pre>

/** A moment as the picker gives it. */
interface Moment {
  toDate(): Date
}

interface Fields {
  readonly user_name?: string
  readonly operation?: string
  readonly outcome?: string
  readonly request_id?: string
  readonly begin_time?: Moment | null
  readonly end_time?: Moment | null
}

interface SearchProps {
  readonly filter: Readonly<Record<string, string>>
  onChange(filter: Record<string, string>): void
}

function Search({ filter, onChange }: SearchProps) {
  const words = useTexts(accessTexts)
  const { audit } = useDictionary()
  const { begin_time: _begin, end_time: _end, ...texts } = filter
  const find = ({ begin_time: begin, end_time: end, ...others }: Fields) => {
    const next = {
      ...others,
      begin_time: begin?.toDate().toISOString(),
      end_time: end?.toDate().toISOString(),
    }
    onChange(
      Object.fromEntries(Object.entries(next).filter(([, value]) => Boolean(value))) as Record<
        string,
        string
      >,
    )
  }
  return (
    <Form<Fields>
      layout="inline"
      initialValues={texts}
      onFinish={find}
      style={{ rowGap: 8, marginBottom: 12 }}
    >
      <Form.Item name="user_name" label={words.user}>
        <Input allowClear style={{ width: 130 }} />
      </Form.Item>
      <Form.Item name="operation" label={words.operation}>
        <Input allowClear style={{ width: 170 }} />
      </Form.Item>
      <Form.Item name="outcome" label={words.outcome}>
        <Select
          allowClear
          placeholder={words.any}
          style={{ width: 120 }}
          options={(['allowed', 'denied', 'failed'] as const).map((value) => ({
            value,
            label: audit.outcomes[value],
          }))}
        />
      </Form.Item>
      <Form.Item name="begin_time" label={words.from}>
        <DatePicker showTime={{ format: 'HH:mm' }} />
      </Form.Item>
      <Form.Item name="end_time" label={words.until}>
        <DatePicker showTime={{ format: 'HH:mm' }} />
      </Form.Item>
      <Form.Item name="request_id" label={words.reasonRequest}>
        <Input allowClear style={{ width: 170 }} />
      </Form.Item>
      <Button htmlType="submit">{words.search}</Button>
    </Form>
  )
}
