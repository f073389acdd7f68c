/** Which part of a workbook is what (ECMA-376 part 2, and part 1, 18.2 workbook). */

import type { Archive } from './archive.ts'
import { UnreadableFile } from './unreadable-file.ts'
import { attribute, scanTags } from './xml-scanner.ts'

export interface WorkbookParts {
  readonly sheets: readonly { readonly name: string; readonly part: string }[]
  readonly from1904: boolean
  readonly styles: string | undefined
  readonly sharedStrings: string | undefined
}

/**
 * Finds the parts of a workbook by their relationships, and refuses what none of an import has: macros, links to other
 * workbooks, another kind of document.
 *
 * @throws UnreadableFile
 */
export async function findParts(archive: Archive): Promise<WorkbookParts> {
  if (!archive.has('[Content_Types].xml')) {
    throw new UnreadableFile('the ZIP archive is no workbook: it has no [Content_Types].xml')
  }
  const workbook = (await relationships(archive, '')).find(({ type }) => type === 'officeDocument')?.target
  refuseUnwanted(archive, await typeOf(archive, workbook ?? ''))
  if (workbook === undefined)
    throw new UnreadableFile('the ZIP archive is no workbook: it names no main part')
  const parts = await relationships(archive, workbook)
  const found = (type: string) => parts.find((part) => part.type === type)?.target
  const byId = new Map(parts.map((part) => [part.id, part]))
  const sheets: { name: string; part: string }[] = []
  let from1904 = false
  const readTag = (name: string, attributes: string) => {
    if (name === 'workbookPr') from1904 = /^(?:1|true)$/.test(attribute(attributes, 'date1904') ?? '')
    if (name !== 'sheet') return
    const part = byId.get(relationshipOf(attributes))
    // A chart or dialog sheet has no cells.
    if (part?.type === 'worksheet') {
      sheets.push({ name: attribute(attributes, 'name') ?? part.target, part: part.target })
    }
  }
  scanTags(workbook, await archive.text(workbook), { open: readTag })
  return { sheets, from1904, styles: found('styles'), sharedStrings: found('sharedStrings') }
}

/** Refuses by the type of the main part, and by parts that an import has no use for. */
function refuseUnwanted(archive: Archive, type: string): void {
  const names = [...archive.names()]
  if (/sheet\.binary/i.test(type) || names.includes('xl/workbook.bin')) {
    throw new UnreadableFile('the workbook is a binary one (.xlsb): save it as .xlsx')
  }
  if (/macroEnabled/i.test(type) || names.some((name) => /vbaProject\.bin$/i.test(name))) {
    throw new UnreadableFile(
      'the workbook contains macros: save it as an Excel workbook without macros (.xlsx)',
    )
  }
  if (names.some((name) => /(?:^|\/)externalLinks\//i.test(name))) {
    throw new UnreadableFile(
      'the workbook refers to other files (external links): break the links, so that only values are left, and save it again',
    )
  }
  if (!/spreadsheetml\.(?:sheet|template)\.main\+xml/.test(type)) {
    throw new UnreadableFile('the file is an Office document, but no Excel workbook (.xlsx)')
  }
}

/** The content type of a part: its own, or that of its ending (ECMA-376 part 2, 7.2.3). */
async function typeOf(archive: Archive, part: string): Promise<string> {
  const file = '[Content_Types].xml'
  const types = new Map<string, string>()
  scanTags(file, await archive.text(file), {
    open: (name, attributes) => {
      const of = attribute(attributes, name === 'Default' ? 'Extension' : 'PartName')
      if (of !== undefined) types.set(of.toLowerCase(), attribute(attributes, 'ContentType') ?? '')
    },
  })
  const ending = part.slice(part.lastIndexOf('.') + 1)
  return types.get(`/${part}`.toLowerCase()) ?? types.get(ending.toLowerCase()) ?? ''
}

interface Relationship {
  readonly id: string
  /** The last word of its type: `worksheet`, `styles`. Strict workbooks have another namespace before it. */
  readonly type: string
  readonly target: string
}

/** What a part refers to; of the package itself for ''. Targets that lie outside of the file are left out. */
async function relationships(archive: Archive, part: string): Promise<Relationship[]> {
  const slash = part.lastIndexOf('/') + 1
  const file = `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`
  if (!archive.has(file)) return []
  const found: Relationship[] = []
  const readTag = (name: string, attributes: string) => {
    if (name !== 'Relationship' || attribute(attributes, 'TargetMode') === 'External') return
    const target = attribute(attributes, 'Target') ?? ''
    found.push({
      id: attribute(attributes, 'Id') ?? '',
      type: (attribute(attributes, 'Type') ?? '').split('/').at(-1) ?? '',
      target: new URL(target, `zip:///${part}`).pathname.slice(1),
    })
  }
  scanTags(file, await archive.text(file), { open: readTag })
  return found
}

/** `r:id`, whatever the prefix of the relationships' namespace is. */
function relationshipOf(attributes: string): string {
  const prefixed = /[\s]([\w.-]+:id)\s*=/.exec(attributes)?.[1]
  return prefixed === undefined ? '' : (attribute(attributes, prefixed) ?? '')
}
