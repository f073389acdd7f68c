/** The deflate stream as bits, lowest first (RFC 1951, 3.1.1): gathered in a register, stored eight bytes at a time. */
export class Bits {
  /** Bits that are not yet a whole byte, and how many: less than eight between calls. */
  static held: u64 = 0
  static count: u64 = 0
  /** Where the next byte goes. */
  static at: usize = 0
}

/** Appends the low `count` bits of `bits`, at most 56; the others are zero. */
export function putBits(bits: u64, count: u64): void {
  const held = Bits.held | (bits << Bits.count)
  const sum = Bits.count + count
  store<u64>(Bits.at, held)
  Bits.at += <usize>(sum >> 3)
  Bits.held = held >> (sum & 0x38)
  Bits.count = sum & 7
}

/** Fills the last byte with zeros. */
export function alignBits(): void {
  putBits(0, (8 - Bits.count) & 7)
}
