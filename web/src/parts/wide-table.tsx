import { Table, type TableProps } from 'antd'

import { arrowKeys } from './arrow-keys.ts'

interface Props<T> extends Omit<TableProps<T>, 'scroll' | 'pagination' | 'size' | 'dataSource'> {
  /** What the table is, to who cannot see it. */
  readonly label: string
  /** Narrower than this, in pixels, the table is scrolled. */
  readonly width: number
  readonly rows: readonly T[]
}

/**
 * A table that scrolls sideways on narrow screens, by the keyboard as well: the library's own cannot be focused. Arrow keys go
 * from row to row.
 */
export function WideTable<T extends object>({ label, width, rows, ...table }: Props<T>) {
  return (
    <section aria-label={label} tabIndex={0} ref={arrowKeys} style={{ overflowX: 'auto' }}>
      <div style={{ minWidth: width }}>
        <Table<T> size="small" pagination={false} dataSource={[...rows]} {...table} />
      </div>
    </section>
  )
}
