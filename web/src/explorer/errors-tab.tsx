import { Table, Typography } from 'antd'

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
    <Table
      size="small"
      rowKey="name"
      pagination={false}
      scroll={{ x: 720 }}
      dataSource={[...errorTable]}
      columns={[
        { title: words.status, dataIndex: 'status', width: 70 },
        { title: words.code, dataIndex: 'code', width: 140 },
        { title: words.message, dataIndex: 'message' },
        { title: words.meaning, render: (_, row) => row.meaning[language] },
      ]}
    />
  )
}
