/** Where a key leads to, from one row of so many. */
const STEPS: Readonly<Record<string, (row: number, last: number) => number>> = {
  ArrowDown: (row, last) => Math.min(row + 1, last),
  ArrowUp: (row) => Math.max(row - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
}
const FOCUSABLE = 'button, a[href], input'

/** A React ref that has arrow keys move through a table. */
export function arrowKeys(table: HTMLElement | null): (() => void) | undefined {
  if (table === null) return undefined
  const press = (event: KeyboardEvent) => moveByArrow(event, table)
  table.addEventListener('keydown', press)
  return () => table.removeEventListener('keydown', press)
}

/**
 * Moves the focus through the rows of a table: to what stands in the same place of the next row, or of the one before; from
 * the table itself to the first row. Where something is typed the keys keep their meaning.
 */
function moveByArrow(event: KeyboardEvent, table: HTMLElement): void {
  const step = STEPS[event.key]
  const from = event.target as HTMLElement
  if (step === undefined || from.matches('textarea, input:not([type=checkbox])')) return
  const rows = [...table.querySelectorAll<HTMLElement>('tbody tr[data-row-key]')]
  const row = rows.findIndex((one) => one.contains(from))
  const to = rows[row === -1 ? 0 : step(row, rows.length - 1)]
  const places = [...(to?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])]
  const place = row === -1 ? -1 : [...(rows[row]?.querySelectorAll(FOCUSABLE) ?? [])].indexOf(from)
  // From outside the rows: to the row's name rather than to its box.
  const target = places[place] ?? places.find((one) => one.matches('.link-button')) ?? places[0]
  if (target === undefined) return
  event.preventDefault()
  target.focus()
}
