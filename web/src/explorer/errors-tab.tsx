import { Table, Typography } from 'antd'

import { useWords } from '../session/preferences.tsx'
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
  const words = useWords().errors
  return (
    <Table
      size="small"
      rowKey="name"
      pagination={false}
      scroll={{ x: 480 }}
      dataSource={[...errorTable]}
      columns={[
        { title: words.status, dataIndex: 'status', width: 70 },
        { title: words.code, dataIndex: 'code', width: 140 },
        { title: words.message, dataIndex: 'message' },
      ]}
    />
  )
}
