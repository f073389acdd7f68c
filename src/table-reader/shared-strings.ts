import type { Archive } from './archive.ts'
import { decodeCellText } from './cell-text.ts'
import { StringStore } from './string-store.ts'
import { type XmlHandler, scanPart } from './xml-scanner.ts'

/** Bytes of shared strings that are held in memory. */
const MEMORY_BYTES = 64 * 2 ** 20

/**
 * Reads the table of shared strings (ECMA-376 part 1, 18.4.9 sst). Excel writes it behind the sheets: it is found by the
 * ZIP's directory, and read before them.
 *
 * @param upTo the last number that is needed
 */
export async function readSharedStrings(
  archive: Archive,
  part: string,
  upTo = Infinity,
  memoryBytes = MEMORY_BYTES,
): Promise<StringStore> {
  const store = new StringStore(memoryBytes)
  try {
    for await (const _ of scanPart(part, archive.read(part), new SharedStringsHandler(store))) {
      if (store.length > upTo) break
    }
    return store
  } catch (error) {
    store.close()
    throw error
  }
}

/** Collects the texts of each item: of a plain one, or of its rich-text runs; what is pronounced (`rPh`) is none. */
class SharedStringsHandler implements XmlHandler {
  readonly #store: StringStore
  #text = ''
  #pronounced = false
  wantsText = false

  constructor(store: StringStore) {
    this.#store = store
  }

  open(name: string): void {
    if (name === 't') this.wantsText = !this.#pronounced
    else if (name === 'rPh') this.#pronounced = true
    else if (name === 'si') this.#text = ''
  }

  text(text: string): void {
    this.#text = this.#text === '' ? text : this.#text + text
  }

  close(name: string): void {
    if (name === 't') this.wantsText = false
    else if (name === 'rPh') this.#pronounced = false
    else if (name === 'si') this.#store.add(decodeCellText(this.#text))
  }
}
