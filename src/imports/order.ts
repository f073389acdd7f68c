/** What somebody asked to have imported: what a task of the type IMPORT keeps as its filter. */
export interface ImportOrder {
  /** `create`: users that exist are refused; `upsert`: they are updated. */
  readonly mode: 'create' | 'upsert'
  /** Nothing is changed; the report says what would be. */
  readonly dry_run: boolean
  /** What a refused row does to the others. */
  readonly on_error: 'abort' | 'skip'
  readonly file: {
    /** As the client calls it. */
    readonly name: string
    /** Bytes. */
    readonly size: number
    /** Hex. */
    readonly sha256: string
  }
}

/** What came of it, row by row counted: a task's `result`. */
export interface ImportResult {
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly refused: number
  /** Whether the directory was changed as the report says. */
  readonly applied: boolean
  readonly unknown_columns: readonly string[]
  /** Headers that are known, as the file has them; results of older versions lack them. */
  readonly columns?: readonly string[]
  /** Sheets that were not read, since they have no column of user names. */
  readonly other_sheets?: readonly string[]
}

/** Where the store keeps the file of a task until the task has ended. */
export const uploadKey = (taskId: string): string => `${taskId}.upload`
