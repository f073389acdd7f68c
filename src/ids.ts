import { randomBytes } from 'node:crypto'

/**
 * A new identifier: 32 lower-case hex digits, a UUIDv7 (RFC 9562, 5.7) without its dashes. Ordered by the
 * millisecond of its making; 74 of its bits are random, so that nobody guesses another's.
 */
export function newId(now = Date.now()): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(now, 0, 6)
  bytes.writeUInt8(0x70 | (bytes.readUInt8(6) & 0x0f), 6)
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8)
  return bytes.toString('hex')
}

/** The same identifier as PostgreSQL's type `uuid` and pg-boss write it, with dashes. */
export function asUuid(id: string): string {
  return id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
