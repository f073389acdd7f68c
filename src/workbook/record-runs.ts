import { LF, RecordError } from './records.ts'

/** Makes runs of complete records of chunks that end anywhere: in a record, in an escape, in a character. */
export class RecordRuns {
  #carry: Buffer[] = []

  /** @throws RecordError if a record began that never ended */
  end(records: number): void {
    if (this.#carry.length > 0) throw new RecordError(records + 1, 'ends without a line feed')
  }

  /** The records that `chunk` completes. A run may share memory with the chunk; what is kept for later is copied. */
  *runs(chunk: Uint8Array): Generator<Buffer> {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)
    const end = bytes.lastIndexOf(LF) + 1
    let start = 0
    if (end > 0 && this.#carry.length > 0) {
      start = bytes.indexOf(LF) + 1
      const run = Buffer.concat([...this.#carry, bytes.subarray(0, start)])
      this.#carry = []
      yield run
    }
    if (start < end) yield bytes.subarray(start, end)
    if (end < bytes.length) this.#carry.push(Buffer.from(bytes.subarray(end)))
  }
}
