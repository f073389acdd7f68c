import { UsageError } from './run.ts'
import { fitted, padded, widthOf } from './text-width.ts'
import { words } from './words.ts'

export type Output = 'json' | 'table'

/**
 * What `--output` says; absent: a table on a terminal, JSON elsewhere.
 *
 * @throws UsageError
 */
export function outputOf(given: string | undefined): Output {
  const output = given ?? (process.stdout.isTTY ? 'table' : 'json')
  if (output === 'json' || output === 'table') return output
  throw new UsageError(words.cli.choice('output', 'json, table', output))
}

/** Prints what a command answers: as one line of JSON, or as a table. */
export function printRows(result: readonly object[] | object | void, output: Output): void {
  process.stdout.write(
    `${output === 'json' ? JSON.stringify(result ?? {}) : tableOf(result, process.stdout.columns)}\n`,
  )
}

const GAP = '  '
/** Below this no column is cut. */
const LEAST = 8

/**
 * Rows as lines of aligned columns, named by the first row's keys.
 *
 * @param columns of the terminal: the widest columns are cut until a line fits; absent (a pipe or file): nothing is
 */
export function tableOf(result: readonly object[] | object | void, columns?: number): string {
  if (result === undefined) return words.cli.done
  const rows = (Array.isArray(result) ? result : [result]) as readonly Record<string, unknown>[]
  const [first] = rows
  if (first === undefined) return words.cli.nothing
  const names = Object.keys(first)
  const lines = [names, ...rows.map((row) => names.map((name) => cellOf(row[name])))]
  const widths = names.map((_, index) => Math.max(...lines.map((line) => widthOf(line[index] ?? ''))))
  const room = (columns ?? Infinity) - GAP.length * (names.length - 1)
  while (widths.reduce((sum, width) => sum + width, 0) > room) {
    const widest = widths.indexOf(Math.max(...widths))
    if ((widths[widest] ?? 0) <= LEAST) break
    widths[widest] = (widths[widest] ?? 0) - 1
  }
  return lines
    .map((line) =>
      line
        .map((cell, index) => padded(fitted(cell, widths[index] ?? 0), widths[index] ?? 0))
        .join(GAP)
        .trimEnd(),
    )
    .join('\n')
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined || value === '') return '-'
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value) && value.every((item) => typeof item === 'string'))
    return value.length === 0 ? '-' : cellOf(value.join('; '))
  // Control characters of a description could move the cursor.
  return (typeof value === 'string' ? value : JSON.stringify(value)).replaceAll(/\p{Cc}/gu, ' ')
}
