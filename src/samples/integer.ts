/** Whether a number needs more than the 32 bits that SDKs have for integers. */
export const isWide = (value: number): boolean => value < -(2 ** 31) || value >= 2 ** 31

/** A whole number without an exponent. */
export const digits = (value: number): string => BigInt(value).toString()

/** A number that no language takes for an integer. */
export const withPoint = (value: number): string =>
  Number.isInteger(value) ? `${digits(value)}.0` : String(value)
