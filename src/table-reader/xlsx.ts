import { Archive } from './archive.ts'
import { type WorkbookParts, findParts } from './package.ts'
import { readSharedStrings } from './shared-strings.ts'
import { type CellMeanings, SheetRows } from './sheet-rows.ts'
import type { StringStore } from './string-store.ts'
import { dateStyles } from './styles.ts'
import type { Row, Sheet, Source, Table } from './table.ts'
import { UnreadableFile } from './unreadable-file.ts'
import { scanPart } from './xml-scanner.ts'

/** Opens an `.xlsx` workbook. @throws UnreadableFile */
export async function openXlsx(source: Source): Promise<Table> {
  const archive = await Archive.open(source)
  const parts = await findParts(archive)
  if (parts.sheets.length === 0) throw new UnreadableFile('the workbook has no sheet')
  const dates =
    parts.styles === undefined || !archive.has(parts.styles)
      ? new Set<number>()
      : dateStyles(parts.styles, await archive.text(parts.styles))
  const strings = new Strings(archive, parts)
  return {
    sheets: parts.sheets.map(
      ({ name, part }) =>
        new WorkbookSheet(archive, part, name, strings, { from1904: parts.from1904, dates }),
    ),
    close: () => {
      strings.close()
      return Promise.resolve()
    },
  }
}

/** The shared strings, read once when the first sheet is. */
class Strings {
  readonly #archive: Archive
  readonly #part: string | undefined
  #store: StringStore | undefined

  constructor(archive: Archive, { sharedStrings }: WorkbookParts) {
    this.#archive = archive
    this.#part = sharedStrings !== undefined && archive.has(sharedStrings) ? sharedStrings : undefined
  }

  async all(): Promise<StringStore | undefined> {
    if (this.#part === undefined) return undefined
    this.#store ??= await readSharedStrings(this.#archive, this.#part)
    return this.#store
  }

  /** At least those up to a number. Give them back by {@link release}. */
  async upTo(last: number): Promise<StringStore | undefined> {
    if (this.#part === undefined) return undefined
    return this.#store ?? (await readSharedStrings(this.#archive, this.#part, last))
  }

  release(store: StringStore | undefined): void {
    if (store !== this.#store) store?.close()
  }

  close(): void {
    this.#store?.close()
  }
}

class WorkbookSheet implements Sheet {
  readonly name: string
  done = 0

  readonly #archive: Archive
  readonly #part: string
  readonly #strings: Strings
  readonly #meanings: Omit<CellMeanings, 'sharedString'>

  constructor(
    archive: Archive,
    part: string,
    name: string,
    strings: Strings,
    meanings: Omit<CellMeanings, 'sharedString'>,
  ) {
    this.#archive = archive
    this.#part = part
    this.name = name
    this.#strings = strings
    this.#meanings = meanings
  }

  /** Reads the row twice: first for which shared strings it needs, so that the table of them is read no further. */
  async firstRow(): Promise<Row | null> {
    let last = -1
    const blank = await this.#first((index) => {
      last = Math.max(last, index)
      return '?'
    })
    if (blank === null || last < 0) return blank
    const strings = await this.#strings.upTo(last)
    try {
      return await this.#first((index) => strings?.get(index))
    } finally {
      this.#strings.release(strings)
    }
  }

  async *rows(): AsyncGenerator<readonly Row[]> {
    const strings = await this.#strings.all()
    const collected = new SheetRows(this.name, {
      ...this.#meanings,
      sharedString: (index) => strings?.get(index),
    })
    yield* this.#scan(collected)
  }

  async #first(sharedString: CellMeanings['sharedString']): Promise<Row | null> {
    for await (const [row] of this.#scan(new SheetRows(this.name, { ...this.#meanings, sharedString }))) {
      if (row !== undefined) return row
    }
    return null
  }

  async *#scan(collected: SheetRows): AsyncGenerator<readonly Row[]> {
    const size = Math.max(1, this.#archive.size(this.#part))
    let read = 0
    for await (const bytes of scanPart(this.#part, this.#archive.read(this.#part), collected)) {
      read += bytes
      this.done = Math.min(1, read / size)
      if (collected.rows.length === 0) continue
      const rows = collected.rows
      collected.rows = []
      yield rows
    }
  }
}
