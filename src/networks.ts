import { BlockList, isIP } from 'node:net'

/**
 * Networks that a setting names.
 *
 * @param setting addresses and networks, parted by commas, such as `127.0.0.1,10.0.0.0/8`; absent: none
 * @param name of the setting, for the error
 * @returns whether an address is in one of them
 * @throws Error naming the part that is neither
 */
export function readNetworks(setting: string | undefined, name: string): (address: string) => boolean {
  const networks = new BlockList()
  for (const part of setting?.split(',').map((text) => text.trim()) ?? []) {
    const [address = '', prefix] = part.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    const most = family === 'ipv6' ? 128 : 32
    const length = prefix === undefined ? most : Number(prefix)
    if (isIP(address) === 0 || !/^\d{1,3}$/.test(prefix ?? '0') || length > most)
      throw new Error(`${name}: ${part} is no address and no network such as 10.0.0.0/8`)
    networks.addSubnet(address, length, family)
  }
  return (address) => isIP(address) !== 0 && networks.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}
