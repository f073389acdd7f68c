import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'

import { createPrivateFile } from '../private-file.ts'

const KEY_LENGTH = 32
const NONCE_LENGTH = 12
const TAG_LENGTH = 16
const MOST_OPENED = 1000

/** Seals and opens secrets with one key (AES-256-GCM). */
export class MasterKey {
  readonly #key: Buffer
  /** What was opened lately, by what it was sealed in and for. */
  readonly #opened = new Map<string, string>()

  constructor(key: Buffer) {
    if (key.length !== KEY_LENGTH)
      throw new Error(`A master key has ${KEY_LENGTH} bytes, and this one ${key.length}`)
    this.#key = key
  }

  /**
   * Encrypts a secret.
   *
   * @param purpose what the secret belongs to, such as its access key: it opens for that only
   * @returns nonce (12 bytes), tag (16), ciphertext
   */
  seal(secret: string, purpose: string): Buffer {
    const nonce = randomBytes(NONCE_LENGTH)
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce).setAAD(Buffer.from(purpose))
    const ciphertext = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), ciphertext])
  }

  /**
   * Decrypts what {@link seal} made for the same purpose. What was opened lately is remembered: to open a secret key took
   * 204 µs of each request, more than to verify its signature.
   *
   * @throws Error where key or purpose differ, or a bit was changed
   */
  open(sealed: Buffer, purpose: string): string {
    const name = `${purpose}:${sealed.toString('latin1')}`
    const known = this.#opened.get(name)
    if (known !== undefined) return known
    const secret = this.#decrypt(sealed, purpose)
    if (this.#opened.size >= MOST_OPENED) this.#opened.clear()
    this.#opened.set(name, secret)
    return secret
  }

  #decrypt(sealed: Buffer, purpose: string): string {
    const nonce = sealed.subarray(0, NONCE_LENGTH)
    // Without its length a cut tag of four bytes would do.
    const decipher = createDecipheriv('aes-256-gcm', this.#key, nonce, { authTagLength: TAG_LENGTH })
      .setAAD(Buffer.from(purpose))
      .setAuthTag(sealed.subarray(NONCE_LENGTH, NONCE_LENGTH + TAG_LENGTH))
    const ciphertext = sealed.subarray(NONCE_LENGTH + TAG_LENGTH)
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8')
  }
}

/**
 * The key that seals the secret keys: the one of the setting, else the one in `<data>/master.key`, made there
 * (mode 0600) at the first start.
 */
export async function loadMasterKey(given: string | undefined, dataDir: string): Promise<MasterKey> {
  if (given !== undefined) return readMasterKey(given, 'MUSTER_MASTER_KEY')
  const file = masterKeyFile(dataDir)
  // Of several processes that start at once on one folder one makes the key, and all read it.
  if (!existsSync(file)) await createPrivateFile(file, `${randomBytes(KEY_LENGTH).toString('base64')}\n`)
  return readMasterKey(await readFile(file, 'utf8'), file)
}

/** Where the master key of a data directory lies. */
export const masterKeyFile = (dataDir: string): string => path.join(dataDir, 'master.key')

/**
 * @param text 32 bytes in base64
 * @param source what an error calls it
 */
export function readMasterKey(text: string, source: string): MasterKey {
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length !== KEY_LENGTH) {
    throw new Error(
      `${source} must be ${KEY_LENGTH} bytes in base64, such as 'openssl rand -base64 32' prints`,
    )
  }
  return new MasterKey(key)
}
