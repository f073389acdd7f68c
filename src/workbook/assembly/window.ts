/**
 * The sheet's XML as far as matches may reach back, 32 KiB, and what has been written since JavaScript last took its
 * CRC. Texts are copied in steps of 16 bytes, so that up to 15 bytes behind the end are overwritten.
 */
export class Window {
  static from: usize = 0
  static to: usize = 0
  /** Where the next byte goes. */
  static at: usize = 0
  /** Bytes of the sheet that have slid out. */
  static gone: f64 = 0
}

export const REACH: usize = 32768

/** Copies `length` bytes to `to`. */
export function copyText(from: usize, to: usize, length: usize): void {
  for (const end = to + length; to < end; to += 16, from += 16) v128.store(to, v128.load(from))
}
