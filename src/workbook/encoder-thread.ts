import { parentPort } from 'node:worker_threads'

import { PartEncoder } from './part-encoder.ts'
import type { Part } from './part-encoder.ts'
import type { Column } from './plan.ts'
import { SharedStrings } from './shared-strings.ts'

/** A part to be made. The buffers go to the thread and come back with the answer. */
export type PartOrder = {
  readonly id: number
  /** Whose template it is: an encoder is made for it once. */
  readonly workbook: number
  readonly columns: readonly Column[]
  readonly records: ArrayBuffer
  /** Bytes of records in the buffer. */
  readonly length: number
  readonly rowIndex: number
  readonly out: ArrayBuffer
}

export type PartAnswer = { readonly id: number; readonly part: Part; readonly records: ArrayBuffer }

/** Workbooks in turn at one thread, as a rule one or two. */
const ENCODERS_KEPT = 4

const encoders = new Map<number, PartEncoder>()

function encoderOf({ workbook, columns }: PartOrder): PartEncoder {
  const kept = encoders.get(workbook)
  if (kept !== undefined) return kept
  for (const oldest of encoders.keys()) {
    if (encoders.size < ENCODERS_KEPT) break
    encoders.delete(oldest)
  }
  // The texts of codes come first into a table of shared strings, here as there: their indices are the same.
  const encoder = new PartEncoder(columns, new SharedStrings(0), false)
  encoders.set(workbook, encoder)
  return encoder
}

parentPort?.on('message', (order: PartOrder) => {
  const { id, records, length, rowIndex, out } = order
  const part = encoderOf(order).encode(Buffer.from(records, 0, length), rowIndex, new Uint8Array(out))
  const answer: PartAnswer = { id, part, records }
  parentPort?.postMessage(answer, [records, part.bytes.buffer as ArrayBuffer])
})
