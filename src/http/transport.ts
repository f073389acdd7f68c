import { readFile } from 'node:fs/promises'

import type { Settings } from '../config.ts'
import { readNetworks } from '../networks.ts'

/** Certificate and key, for HTTPS; null: plain HTTP. @throws Error naming the file that cannot be read */
export async function readCertificate(settings: Settings): Promise<{ cert: Buffer; key: Buffer } | null> {
  const { MUSTER_TLS_CERT: cert, MUSTER_TLS_KEY: key } = settings
  if (cert === undefined || key === undefined) return null
  const read = async (setting: string, file: string) => {
    try {
      return await readFile(file)
    } catch (error) {
      throw new Error(`The file of ${setting} cannot be read`, { cause: error })
    }
  }
  return { cert: await read('MUSTER_TLS_CERT', cert), key: await read('MUSTER_TLS_KEY', key) }
}

/**
 * Whose `X-Forwarded-For` and `X-Forwarded-Proto` count: an address that the setting names, and nobody else, since
 * whoever can send them can name any address.
 *
 * @throws Error naming the part of the setting that is neither address nor network
 */
export const trustedProxies = (setting: string | undefined): ((address: string) => boolean) =>
  readNetworks(setting, 'MUSTER_TRUST_PROXY')
