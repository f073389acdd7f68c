import { readFile } from 'node:fs/promises'
import { BlockList, isIP } from 'node:net'

import type { Settings } from '../config.ts'

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
 * @param setting addresses and networks, parted by commas, such as `127.0.0.1,10.0.0.0/8`
 * @throws Error naming the part that is neither
 */
export function trustedProxies(setting: string | undefined): (address: string) => boolean {
  const trusted = new BlockList()
  for (const part of setting?.split(',').map((text) => text.trim()) ?? []) {
    const [address = '', prefix] = part.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    const most = family === 'ipv6' ? 128 : 32
    const length = prefix === undefined ? most : Number(prefix)
    if (isIP(address) === 0 || !/^\d{1,3}$/.test(prefix ?? '0') || length > most)
      throw new Error(`MUSTER_TRUST_PROXY: ${part} is no address and no network such as 10.0.0.0/8`)
    trusted.addSubnet(address, length, family)
  }
  return (address) => isIP(address) !== 0 && trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}
