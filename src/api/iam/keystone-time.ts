/**
 * An instant in Keystone's form: microseconds, `2026-11-24T05:53:22.701000Z`. The vendor's Node.js SDK takes the last
 * three digits off before it reads one.
 */
export const keystoneTime = (instant: Date): string => instant.toISOString().replace('Z', '000Z')
