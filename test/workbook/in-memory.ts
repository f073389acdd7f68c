import { unzipSync } from 'fflate'

import { createWorkbook, toRecords } from '../../src/workbook/index.ts'
import type { About, Column, Options, Plan, Summary, Value } from '../../src/workbook/index.ts'

export const about: About = {
  sheetName: 'About this export',
  title: 'Users of the project "corp"',
  facts: [
    ['Project', 'corp'],
    ['Filter', 'activation by users · name contains *li*\nenterprise project 3'],
    ['Exported by', '=admin'],
    ['Exported at (UTC)', new Date('2026-03-01T08:30:00Z')],
    ['Users', 1_234_567],
  ],
  footer: ['To verify the file, compare its SHA-256 with that of the export task: sha256sum users.xlsx'],
}

export function planOf(columns: readonly Column[], expectedRows: number): Plan {
  return {
    title: 'Users of "corp" & <others>',
    creator: 'admin',
    created: new Date('2026-03-01T08:30:00Z'),
    language: 'en_US',
    sheetName: 'Users',
    columns,
    expectedRows,
  }
}

export type Made = { bytes: Buffer; summary: Summary }

/** A workbook of records that come in the given chunks. */
export async function make(plan: Plan, chunks: Iterable<Uint8Array>, options: Options = {}): Promise<Made> {
  const written: Buffer[] = []
  const workbook = createWorkbook(
    plan,
    {
      write: (chunk) => {
        written.push(Buffer.from(chunk))
        return Promise.resolve()
      },
    },
    options,
  )
  for (const chunk of chunks) await workbook.write(chunk)
  const summary = await workbook.finish(about)
  return { bytes: Buffer.concat(written), summary }
}

/** The same from rows. */
export function makeOf(
  plan: Plan,
  rows: readonly (readonly Value[])[],
  options: Options = {},
): Promise<Made> {
  return make(plan, [toRecords(rows)], options)
}

/** The parts of a package by path. */
export function partsOf(bytes: Uint8Array): Record<string, string> {
  return Object.fromEntries(
    Object.entries(unzipSync(bytes)).map(([path, part]) => [path, Buffer.from(part).toString()]),
  )
}
