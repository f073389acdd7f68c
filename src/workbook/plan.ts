/**
 * What a caller says about a workbook and what it hears back. Nothing here knows how the file is made.
 */

/** What a column of any kind has. */
export type ColumnOptions = {
  header: string
  /** Texts that are offered for cells below the header, in a list; together at most 255 characters. */
  choices?: readonly string[]
  /** Index of the column whose text marks a cell of this one: by naming its header, as in `[Email]`. */
  markedBy?: number
}

/**
 * How a column's bytes arrive in a record, and how its cells look. An empty field is an empty cell, except where
 * `datetime` says otherwise.
 */
export type Column = ColumnOptions &
  (
    | {
        /** Stays text whatever it looks like: `=1+1`, `007` and `+8613800138000` read back as typed. */
        kind: 'text'
      }
    | {
        /** Decimal digits (`-12`, `3.50`, `1e6`): a real number. Anything else (`NaN`) becomes a text cell. */
        kind: 'number'
      }
    | {
        /**
         * Seconds since 1970-01-01T00:00:00Z, negative or with a fraction too: a real date in UTC. Before
         * 1900-03-01 and after 9999-12-31, which Excel cannot date, the same moment as text.
         */
        kind: 'datetime'
        /** The text of an empty field (`Never`); `''` leaves the cell empty. */
        empty: string
      }
    | {
        /** `0`, `1`, … into `texts`: booleans and other fields of few values. An index outside it is an error. */
        kind: 'code'
        texts: readonly string[]
      }
  )

export type Plan = {
  /** Document properties. */
  title: string
  creator: string
  created: Date
  language: 'en_US' | 'zh_CN'
  /** `Users` names the sheets `Users`, `Users 2`, …; what a sheet name must not contain is replaced. */
  sheetName: string
  columns: readonly Column[]
  /** Rows known from a count before. Decides how texts are stored; more or fewer rows are no error. */
  expectedRows: number
  /** `RRGGBB`; headers get a light tint of it. Default `1677FF`. */
  accent?: string
}

/** The last sheet: a title page of one table of facts. */
export type About = {
  sheetName: string
  title: string
  facts: readonly (readonly [label: string, value: string | number | Date])[]
  footer: readonly string[]
}

export type Engine = 'template' | 'zlib'

/** Settings that no ordinary caller changes. */
export type Options = {
  /**
   * What makes the deflated bytes of the sheets. `template`, the default, knows where each tag stood last; `zlib` makes text
   * and searches it. Inflated, both are the same.
   */
  engine?: Engine
  /**
   * Threads that the template engine has make parts of sheets side by side; default 0: it makes them where it is called. The
   * file is the same.
   */
  threads?: number
  /** zlib level. Default 1: level 6 makes the file a quarter smaller and takes three times as long. */
  level?: number
  /** Chunks of about 512 KiB of XML in the thread pool at once. Default 3; the memory needed grows with it. */
  chunksInFlight?: number
  /** Rows a sheet below its header. Default and highest 1,048,575. */
  rowsPerSheet?: number
  /** Bytes of XML after which a new sheet starts. Default and highest 3.9 GiB, so that no entry needs ZIP64. */
  bytesPerSheet?: number
  /** Below this many expected rows every text is a shared string. Default 50,000. */
  sharedBelowRows?: number
  /** Bytes of text that the table of shared strings may hold; further texts stand in their cells. Default 32 MiB. */
  sharedBytes?: number
  /** Where in its file the package starts. Offsets count from the file's start. Default 0. */
  startOffset?: number
}

/** Where the bytes go. The next chunk comes when the promise of the last one is kept. */
export type Sink = { write(chunk: Uint8Array): Promise<void> }

/** Cells longer than a cell may be; they were cut. */
export type CutCells = {
  count: number
  /** The first ten of them, as in `Users!D17`. */
  first: { sheet: string; row: number; column: string }[]
}

/** What stands in the user sheets. */
export type Written = { rows: number; sheets: string[]; cutCells: CutCells }

export type Summary = Written & {
  /** Bytes given to the sink. */
  bytes: number
}

export type Workbook = {
  /** Records taken so far; those of the first hundred count once there are a hundred. */
  readonly rows: number
  /**
   * Encodes records (see records.ts), which may be split anywhere. Await it before the next call. `records` may be
   * reused afterwards.
   * @throws RecordError for a record that does not fit the columns, of this call or one before
   */
  write(records: Uint8Array): Promise<void>
  /**
   * Ends the last record's sheet, adds the about sheet if there is one, and closes the package. A function is asked
   * when all rows are written.
   * @throws RecordError as {@link write}
   */
  finish(about?: About | ((written: Written) => About)): Promise<Summary>
}
