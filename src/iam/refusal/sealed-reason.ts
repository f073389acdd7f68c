import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

import { errors } from '../../errors.ts'
import type { ReasonKeys } from './reason-keys.ts'

const VERSION = 1
const NONCE_LENGTH = 12
const TAG_LENGTH = 16
/** Version (1 byte), number of the key (4), nonce, tag; then the ciphertext. */
const HEAD_LENGTH = 5 + NONCE_LENGTH + TAG_LENGTH
/** Longest message, in characters of base64 (contract, iam.md section 4). */
export const LONGEST_ENCODED = 10_240

/**
 * Seals a reason for an account: base64 of an AES-256-GCM ciphertext that opens for this account only.
 */
export async function sealReason(keys: ReasonKeys, accountId: string, reason: string): Promise<string> {
  const { id, key } = await keys.current()
  const nonce = randomBytes(NONCE_LENGTH)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(accountId))
  const ciphertext = Buffer.concat([cipher.update(reason, 'utf8'), cipher.final()])
  const head = Buffer.alloc(5)
  head.writeUInt8(VERSION, 0)
  head.writeUInt32BE(id, 1)
  return Buffer.concat([head, nonce, cipher.getAuthTag(), ciphertext]).toString('base64')
}

/**
 * Opens what {@link sealReason} made for the same account.
 *
 * @throws ApiError reasonUnreadable for a changed message, another account's, or one whose key was removed
 */
export async function openReason(keys: ReasonKeys, accountId: string, encoded: string): Promise<string> {
  const message = Buffer.from(encoded, 'base64')
  // Other notations of the same bytes are no message of ours.
  if (message.toString('base64') !== encoded || message.length < HEAD_LENGTH || message[0] !== VERSION) {
    throw errors.reasonUnreadable()
  }
  const key = await keys.find(message.readUInt32BE(1))
  if (key === undefined) throw errors.reasonUnreadable()
  const nonce = message.subarray(5, 5 + NONCE_LENGTH)
  const tag = message.subarray(5 + NONCE_LENGTH, HEAD_LENGTH)
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_LENGTH })
      .setAAD(Buffer.from(accountId))
      .setAuthTag(tag)
    return Buffer.concat([decipher.update(message.subarray(HEAD_LENGTH)), decipher.final()]).toString('utf8')
  } catch {
    throw errors.reasonUnreadable()
  }
}
