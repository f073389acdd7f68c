/**
 * The template engine's module, made of `assembly/` by `npm run build:engine`. One instance encodes one part of a sheet at a time;
 * addresses and lengths are bytes of its memory.
 */

import { readFileSync } from 'node:fs'

type Address = number

export type TemplateModule = {
  readonly memory: { readonly buffer: ArrayBuffer }
  allocatePiece(length: number): Address
  allocateColumns(count: number): Address
  allocateInput(bytes: number): Address
  allocateWindow(bytes: number): void
  allocate(bytes: number): Address
  setTextTags(
    padded: Address,
    quoted: Address,
    quotedPadded: Address,
    shared: Address,
    quotedShared: Address,
  ): void
  setRowTags(open: Address, closeTag: Address, close: Address): void
  setLimits(rows: number, bytes: number, everyTextShared: boolean): void
  begin(rowIndex: number): void
  putText(length: number): void
  setRecords(length: number): void
  encode(): number
  roomNeeded(): number
  finishPart(): void
  finish(): void
  slide(): void
  takeOutput(): void
  sheetBytes(): number
  windowRoom(): number
  rowCount(): number
  rowIndex(): number
  fault(): number
  readUntil(): Address
  outputFrom(): Address
  outputTo(): Address
  uncountedFrom(): Address
  uncountedTo(): Address
}

/** What the module asks of JavaScript: assembly/host.ts. */
export type TemplateHost = {
  intern(xml: Address, length: number): number
  parseNumber(from: Address, to: Address): number
  momentText(seconds: number, at: Address): number
  noteCut(column: number): void
}

/** What `encode` says. */
export const OUTCOME = {
  done: 0,
  sheetFull: 1,
  noRoom: 2,
  tooFewFields: 3,
  tooManyFields: 4,
  loneBackslash: 5,
  unknownCode: 6,
} as const

let compiled: WasmModule | undefined

export function instantiate(host: TemplateHost): TemplateModule {
  compiled ??= new WebAssembly.Module(readFileSync(new URL('engine.wasm', import.meta.url)))
  return new WebAssembly.Instance(compiled, { host }).exports as unknown as TemplateModule
}
