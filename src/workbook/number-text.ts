const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/

/** Excel keeps 15 digits; what is longer than any float8 in decimal stays text. */
export const MAX_NUMBER_BYTES = 32

/** The field `bytes[from, to)` as text if it is a decimal number. */
export function numberText(bytes: Uint8Array, from: number, to: number): string | undefined {
  if (to - from > MAX_NUMBER_BYTES) return undefined
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1')
  return NUMBER.test(text) ? text : undefined
}
