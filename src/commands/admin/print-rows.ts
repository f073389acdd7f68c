import { words } from '../words.ts'

/** Prints what a command answers: as one line of JSON, or as a table. */
export function printRows(result: readonly object[] | object | void, output: 'json' | 'table'): void {
  process.stdout.write(`${output === 'json' ? JSON.stringify(result ?? {}) : tableOf(result)}\n`)
}

function tableOf(result: readonly object[] | object | void): string {
  if (result === undefined) return words.cli.adminDone
  const rows = (Array.isArray(result) ? result : [result]) as readonly Record<string, unknown>[]
  const [first] = rows
  if (first === undefined) return words.cli.adminNothing
  const columns = Object.keys(first)
  const lines = [columns, ...rows.map((row) => columns.map((column) => cellOf(row[column])))]
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)))
  return lines
    .map((line) =>
      line
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '-'
  if (value instanceof Date) return value.toISOString()
  // Control characters of a description could move the cursor.
  return (typeof value === 'string' ? value : JSON.stringify(value)).replaceAll(/\p{Cc}/gu, ' ')
}
