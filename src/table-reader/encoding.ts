import type { Source } from './table.ts'
import { UnreadableFile } from './unreadable-file.ts'

export type Encoding = 'utf-8' | 'gb18030' | 'utf-16le'

/**
 * The encoding of a text file: by its byte order mark; else UTF-8 where all of it is, and GB18030, which Excel writes in
 * China, where it is not. All of the file is read for that: a name in Chinese may come late.
 *
 * @throws UnreadableFile for what is no text
 */
export async function encodingOf(source: Source): Promise<Encoding> {
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  const chinese = new TextDecoder('gb18030', { fatal: true })
  const could = { utf8: true, chinese: true }
  let first = true
  for await (const chunk of await source.read({ start: 0, end: source.size - 1 })) {
    const bytes = chunk as Buffer
    if (first && bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
    if (first && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) could.chinese = false
    first = false
    if (bytes.includes(0)) throw new UnreadableFile('the file is neither a workbook (.xlsx) nor a CSV file')
    could.utf8 &&= decodes(utf8, bytes)
    could.chinese &&= decodes(chinese, bytes)
    if (!could.utf8 && !could.chinese) break
  }
  if (could.utf8 && decodes(utf8)) return 'utf-8'
  if (could.chinese && decodes(chinese)) return 'gb18030'
  throw new UnreadableFile('the CSV file is neither UTF-8 nor GB18030: save it as "CSV UTF-8"')
}

function decodes(decoder: InstanceType<typeof TextDecoder>, bytes?: Buffer): boolean {
  try {
    decoder.decode(bytes, { stream: bytes !== undefined })
    return true
  } catch {
    return false
  }
}
