import { Typography } from 'antd'

import { WideTable } from '../parts/wide-table.tsx'
import { usePreferences, useWords } from '../session/preferences.tsx'
import { errorTable } from './error-table.ts'

/** The errors that can be answered. */
export function ErrorsTab() {
  const words = useWords().errors
  return (
    <>
      <Typography.Paragraph type="secondary">{words.all}</Typography.Paragraph>
      <ErrorTable />
    </>
  )
}

/** The table of errors. */
export function ErrorTable() {
  const { words: all, language } = usePreferences()
  const words = all.errors
  return (
    <WideTable
      label={all.docs.errors}
      width={720}
      rowKey="name"
      rows={errorTable}
      columns={[
        { title: words.status, dataIndex: 'status', width: 70 },
        { title: words.code, dataIndex: 'code', width: 140 },
        { title: words.message, dataIndex: 'message' },
        { title: words.meaning, render: (_, row) => row.meaning[language] },
      ]}
    />
  )
}
