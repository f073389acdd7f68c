import { memo } from 'react'

import type { Selection } from '../parts/selection.ts'
import { SelectionBox } from '../parts/selection-box.tsx'
import { WideTable } from '../parts/wide-table.tsx'
import { useTexts } from '../words/pair.ts'
import { userTexts } from '../words/users.ts'
import { type ColumnName, useUserColumns } from './columns.tsx'
import type { User } from './user.ts'

interface Props {
  readonly users: readonly User[]
  readonly columns: readonly ColumnName[]
  /** Absent: none is to be chosen. */
  readonly selection: Selection<User> | undefined
  open(id: string): void
}

/** A page of users. It is drawn when one of its parts changes, and not whenever the page around it does. */
export const UserTable = memo(function UserTable({ users, columns, selection, open }: Props) {
  const words = useTexts(userTexts)
  const shown = useUserColumns(columns, open)
  return (
    <WideTable<User>
      label={words.title}
      width={260 + columns.length * 130}
      rowKey="id"
      rows={users}
      columns={
        selection === undefined
          ? shown
          : [
              {
                key: 'chosen',
                width: 32,
                title: <SelectionBox label={words.selectAll} rows={users} selection={selection} />,
                render: (_, user) => (
                  <SelectionBox label={words.select(user.user_name)} rows={[user]} selection={selection} />
                ),
              },
              ...shown,
            ]
      }
    />
  )
})
