import { MAX_SHEET_NAME_UNITS } from './limits.ts'

/**
 * A name that Excel takes for a sheet and that no other sheet has: at most 31 UTF-16 units, none of `\ / ? * : [ ]` nor
 * control characters, no apostrophe at either end, not "History", and different from the others in more than case.
 * Whatever breaks that is replaced.
 * @param number 2 and up is put behind the name
 */
export function sheetName(base: string, number: number, taken: readonly string[]): string {
  const used = new Set(taken.map((name) => name.toLowerCase()))
  // oxlint-disable-next-line no-control-regex -- they are what a name must not contain
  const clean = base.toWellFormed().replaceAll(/[\\/?*:[\]\u0000-\u001f\ufffe\uffff]/g, '_')
  for (let count = number; ; count++) {
    const suffix = count > 1 ? ` ${count}` : ''
    const name = trim(cut(clean, MAX_SHEET_NAME_UNITS - suffix.length) || 'Sheet') + suffix
    if (!used.has(name.toLowerCase()) && name.toLowerCase() !== 'history') return name
  }
}

function cut(text: string, units: number): string {
  const kept = text.slice(0, units)
  return kept.isWellFormed() ? kept : kept.slice(0, -1)
}

function trim(name: string): string {
  return name.replace(/^'/, '_').replace(/'$/, '_')
}
