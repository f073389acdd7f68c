/** What programs of the system make of a workbook. A test of one that is not installed is skipped and says so. */

import { execFile, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

import { unzipSync } from 'fflate'
import { parseCsv } from 'hucre/csv'

import { textXml } from '../../src/workbook/text.ts'

/** Rows of cells by sheet. */
export type Sheets = unknown[][][]

/** Why tests that need a command are skipped, or false. */
export function skipWithout(command: string, ...args: string[]): string | false {
  const found = spawnSync(command, args)
  return found.error === undefined && found.status === 0 ? false : `${command} is not installed`
}

/** Debian keeps openpyxl with its own Python. */
export const PYTHON = ['/usr/bin/python3', 'python3'].find(
  (python) => spawnSync(python, ['-c', 'import openpyxl']).status === 0,
)

const SCHEMAS = path.resolve(import.meta.dirname, '../../../shared/data/ooxml-transitional')

/** Why tests with a program are skipped, or false. */
export const SKIP = {
  LibreOffice: skipWithout('soffice', '--version'),
  Gnumeric: skipWithout('ssconvert', '--version'),
  openpyxl: PYTHON === undefined && 'openpyxl is not installed',
  schemas:
    skipWithout('xmllint', '--version') ||
    (!existsSync(SCHEMAS) && 'the schemas of ECMA-376 are not beside the repository'),
}

/** Runs a program in a folder to its end. @returns what it printed */
export async function run(folder: string, command: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(command, args, {
    cwd: folder,
    timeout: 120_000,
    maxBuffer: 1 << 28,
  })
  return stdout
}

/**
 * Reads the named sheets of files in a folder with LibreOffice: of all in one run, since its start takes longer than
 * reading. It reads CR LF as LF.
 */
export async function readByLibreOffice<File extends string>(
  folder: string,
  files: Readonly<Record<File, readonly string[]>>,
): Promise<Record<File, Sheets>> {
  // Comma, quote, UTF-8, from the first row, all texts quoted, values as they are, every sheet to a file.
  const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,false,false,-1'
  const profile = `-env:UserInstallation=${pathToFileURL(path.join(folder, 'profile')).href}`
  const names = Object.keys(files) as File[]
  await run(folder, 'soffice', profile, '--headless', '--convert-to', filter, '--outdir', 'office', ...names)
  const csv = (file: File, sheet: string) =>
    readFileSync(path.join(folder, 'office', `${path.parse(file).name}-${sheet}.csv`), 'utf8')
  return Object.fromEntries(
    names.map((file) => [file, files[file].map((sheet) => parseCsv(csv(file, sheet)))]),
  ) as Record<File, Sheets>
}

/** Reads the first sheets of `<folder>/<file>` with Gnumeric. It decodes no `_xHHHH_`: see {@link undecoded}. */
export async function readByGnumeric(folder: string, file: string, sheets: number): Promise<Sheets> {
  const { name } = path.parse(file)
  await run(folder, 'ssconvert', '-S', file, `gnumeric-${name}.csv`)
  return Array.from({ length: sheets }, (_, index) =>
    parseCsv(readFileSync(path.join(folder, `gnumeric-${name}.csv.${index}`), 'utf8')),
  )
}

/**
 * Reads all sheets of `<folder>/<file>` with openpyxl, dates in ISO's notation. It decodes one `_xHHHH_` only, by
 * deleting letters, and that in shared strings.
 *
 * @returns also the texts of the users' sheets, first column, that stay text when edited
 */
export async function readByOpenpyxl(
  folder: string,
  file: string,
): Promise<{ sheets: Sheets; quoted: string[] }> {
  const script = `import json, sys, openpyxl
value = lambda cell: cell.value.isoformat() if hasattr(cell.value, 'isoformat') else cell.value
book = openpyxl.load_workbook(sys.argv[1])
print(json.dumps({
  'sheets': [[[value(cell) for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets],
  'quoted': [cell.value for sheet in book.worksheets[:-1] for cell in sheet['A'] if cell.quotePrefix],
}))`
  return JSON.parse(await run(folder, PYTHON ?? '', '-c', script, file)) as {
    sheets: Sheets
    quoted: string[]
  }
}

/** What a reader shows that does not know the `_xHHHH_` of ST_Xstring. */
export function undecoded(text: string): string {
  return textXml(text).replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

/** What the schemas of ECMA-376 find wrong in the parts of `<folder>/<file>`, each after its part's path. */
export function schemaProblems(folder: string, file: string): string[] {
  const part = path.join(folder, 'part.xml')
  return Object.entries(unzipSync(readFileSync(path.join(folder, file)))).flatMap(([name, bytes]) => {
    const schema = schemaOf(name)
    if (schema === undefined) return []
    writeFileSync(part, bytes)
    const { stderr } = spawnSync(
      'xmllint',
      ['--huge', '--noout', '--schema', path.join(SCHEMAS, schema), part],
      { encoding: 'utf8', maxBuffer: 1 << 28 },
    )
    if (!/validates|fails to validate/.test(stderr)) return [`${name}: ${stderr}`]
    // The schemas lack the import of the xml namespace.
    return stderr
      .split('\n')
      .filter(
        (line) =>
          /error/.test(line) && !/attribute '{http:\/\/www.w3.org\/XML\/1998\/namespace}space'/.test(line),
      )
      .map((line) => `${name}: ${line}`)
  })
}

/** docProps/core.xml has none: its schema wants the Dublin Core's from the network. */
function schemaOf(part: string): string | undefined {
  if (part === '[Content_Types].xml') return 'opc-contentTypes.xsd'
  if (part.endsWith('.rels')) return 'opc-relationships.xsd'
  if (part === 'docProps/app.xml') return 'shared-documentPropertiesExtended.xsd'
  return part.startsWith('xl/') ? 'sml.xsd' : undefined
}
