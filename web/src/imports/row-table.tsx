import { useQuery } from '@tanstack/react-query'
import { Segmented, Skeleton, Typography } from 'antd'
import { useState } from 'react'

import { useCall } from '../api/call.ts'
import { FailureNotice } from '../parts/failure-notice.tsx'
import { useFormat } from '../parts/format.ts'
import { Pages } from '../parts/pages.tsx'
import { WideTable } from '../parts/wide-table.tsx'
import { importTexts } from '../words/imports.ts'
import { useTexts } from '../words/pair.ts'
import {
  type ImportResult,
  type ImportRow,
  RESULTS,
  type RowResult,
  countOf,
  listImportRows,
} from './import-task.ts'

const PAGE_SIZE = 20

/** The rows of a file beside the directory, a page at a time: first what was refused. */
export function RowTable({ id, result }: { id: string; result: ImportResult }) {
  const words = useTexts(importTexts)
  const { count } = useFormat()
  const call = useCall()
  const [shown, setShown] = useState<RowResult>(
    () => RESULTS.find((of) => countOf(result, of) > 0) ?? 'CREATED',
  )
  const [page, setPage] = useState(1)
  const { data, error, refetch } = useQuery({
    queryKey: ['import-rows', id, shown, page],
    // Another page may stand there a moment longer, another result may not.
    placeholderData: (before, query) => (query?.queryKey[2] === shown ? before : undefined),
    queryFn: () =>
      listImportRows(call, id, { result: shown, offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE }),
  })
  const heading = { REFUSED: words.fault, UPDATED: words.changes, CREATED: words.values, UNCHANGED: '' }[
    shown
  ]
  return (
    <div>
      <Segmented<RowResult>
        value={shown}
        options={RESULTS.map((value) => ({
          value,
          label: `${words.results[value]} ${count(countOf(result, value))}`,
        }))}
        onChange={(value) => {
          setShown(value)
          setPage(1)
        }}
        style={{ marginBottom: 12 }}
      />
      <FailureNotice error={error} retry={() => void refetch()} />
      {data === undefined ? (
        error === null ? (
          <Skeleton active />
        ) : null
      ) : (
        <>
          <WideTable<ImportRow>
            label={words.results[shown]}
            width={640}
            rowKey="row"
            rows={data.rows}
            locale={{ emptyText: words.none }}
            columns={[
              { title: words.row, align: 'right', width: 90, render: (_, { row }) => count(row) },
              { title: words.user, width: '20%', dataIndex: 'user_name' },
              ...(shown === 'REFUSED'
                ? [{ title: words.reason, render: (_: unknown, row: ImportRow) => row.reason }]
                : []),
              ...(heading === ''
                ? []
                : [
                    {
                      title: heading,
                      render: (_: unknown, { cells }: ImportRow) => (
                        <Cells cells={cells} changed={shown === 'UPDATED'} />
                      ),
                    },
                  ]),
            ]}
          />
          <Pages page={page} pageSize={PAGE_SIZE} total={data.listed} onChange={setPage} />
          {data.listed < data.count ? (
            <Typography.Text type="secondary">
              {words.listed(count(data.listed), count(data.count))}
            </Typography.Text>
          ) : null}
        </>
      )}
    </div>
  )
}

/** Column by column: what stands there, and what it was before where that has changed. */
function Cells({ cells, changed }: { cells: ImportRow['cells']; changed: boolean }) {
  const words = useTexts(importTexts)
  return cells.map(({ column, before, after }) => (
    <div key={column} className="change">
      {column}:{' '}
      {changed ? (
        <>
          <del>{before ?? words.empty}</del> →{' '}
        </>
      ) : null}
      <ins>{after ?? words.empty}</ins>
    </div>
  ))
}
