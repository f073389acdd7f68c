/**
 * The CRC-32 of two byte strings one after the other, from those of each: the first one's is multiplied by x to the power of
 * the second one's bits, modulo the polynomial of ZIP (APPNOTE 4.4.7), as in zlib's crc32_combine.
 */

/** Bits in reverse, as CRC-32 has them: the highest is x to the power of 0. */
const POLYNOMIAL = 0xedb88320
const ONE = 1 << 31
const X = 1 << 30

/** x to the power of 2^n. */
const powers = [X]
for (let n = 1; n < 32; n++) powers.push(multiply(powers[n - 1]!, powers[n - 1]!))

/** @param length bytes of the second string, less than 2^29 */
export function combineCrc32(first: number, second: number, length: number): number {
  let shift = ONE
  for (let bits = length * 8, n = 0; bits > 0; bits >>>= 1, n++) {
    if (bits & 1) shift = multiply(powers[n]!, shift)
  }
  return (multiply(shift, first) ^ second) >>> 0
}

/** Two polynomials multiplied, modulo that of ZIP. */
function multiply(a: number, b: number): number {
  let product = 0
  for (let bit = ONE; bit !== 0; bit >>>= 1) {
    if (a & bit) product ^= b
    b = b & 1 ? (b >>> 1) ^ POLYNOMIAL : b >>> 1
  }
  return product
}
