import { useSyncExternalStore } from 'react'

import type { Selection } from './selection.ts'

interface Props<Row extends { readonly id: string }> {
  readonly label: string
  /** One row, or all of a page. */
  readonly rows: readonly Row[]
  readonly selection: Selection<Row>
}

/** Chooses rows of a table. The browser's own box: the library's costs as much as the rest of a row. */
export function SelectionBox<Row extends { readonly id: string }>({ label, rows, selection }: Props<Row>) {
  const state = useSyncExternalStore(selection.follow, () => {
    const chosen = rows.filter((row) => selection.has(row)).length
    return chosen === 0 ? 'none' : chosen === rows.length ? 'all' : 'some'
  })
  return (
    <input
      type="checkbox"
      className="selection-box"
      aria-label={label}
      checked={state === 'all'}
      ref={(box) => {
        if (box !== null) box.indeterminate = state === 'some'
      }}
      onChange={({ target }) => selection.choose(rows, target.checked)}
    />
  )
}
