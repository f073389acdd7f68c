/** The file would not be complete: it is thrown away, and the task fails. */
export class IncompleteExport extends Error {
  override readonly name = 'IncompleteExport'

  constructor(counted: number, written: number) {
    super(`${counted} users were counted in the snapshot, but ${written} rows were written`)
  }
}

/** The project may not keep a file of this size beside those that it keeps. */
export class QuotaExceeded extends Error {
  override readonly name = 'QuotaExceeded'

  constructor(size: number, kept: number, most: number) {
    super(
      `The file has ${size} bytes; the project keeps ${kept} and may keep ${most}: delete export tasks that are no longer needed`,
    )
  }
}

/** What a task that failed says: a code and a sentence; the cause itself is in the log. */
export interface Failure {
  readonly code: string
  readonly reason: string
  /** Trying again would end the same way. */
  readonly final: boolean
}

const DISK_FULL = new Set(['ENOSPC', 'EDQUOT', '53100'])

/** What an error of a run means for its task. Codes of ours, listed in docs/reference/errors.md. */
export function failureOf(
  error: { name?: string; code?: string; message: string },
  of: 'export' | 'import' = 'export',
): Failure {
  if (error.name === 'UnreadableFile') {
    return { code: 'WKS.00290015', reason: `The file cannot be imported: ${error.message}.`, final: true }
  }
  if (error.name === 'IncompleteExport') {
    return { code: 'WKS.00290011', reason: `${error.message}.`, final: true }
  }
  if (error.name === 'QuotaExceeded') {
    return { code: 'WKS.00290016', reason: `${error.message}.`, final: true }
  }
  if (DISK_FULL.has(error.code ?? '')) {
    return { code: 'WKS.00290012', reason: 'There is no space left for the file.', final: false }
  }
  return { code: 'WKS.00290013', reason: `The ${of} could not be completed.`, final: false }
}
