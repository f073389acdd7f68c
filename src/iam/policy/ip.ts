import { BlockList, isIP } from 'node:net'

/** An address or a range as `10.0.0.0/8`; undefined: neither. */
function rangeOf(text: string): { address: string; bits: number; family: 'ipv4' | 'ipv6' } | undefined {
  const [, address = '', bits] = /^([^/%]+)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const version = isIP(address)
  if (version === 0) return undefined
  const longest = version === 4 ? 32 : 128
  const length = bits === undefined ? longest : Number(bits)
  return length > longest ? undefined : { address, bits: length, family: version === 4 ? 'ipv4' : 'ipv6' }
}

/** What is wrong with a value of IpAddress or NotIpAddress. */
export function ipFault(text: string): string | undefined {
  return rangeOf(text) === undefined ? 'is neither an IP address nor a range as 10.0.0.0/8' : undefined
}

/**
 * Whether an address is within a range. A server that listens on `::` sees IPv4 callers as `::ffff:192.0.2.1`: they
 * are in the ranges of IPv4.
 */
export function ipMatches(actual: string, wanted: string): boolean {
  const range = rangeOf(wanted)
  const address = actual.replace(/%.*$/, '').replace(/^::ffff:(?=[\d.]+$)/i, '')
  const version = isIP(address)
  if (range === undefined || version === 0) return false
  const list = new BlockList()
  list.addSubnet(range.address, range.bits, range.family)
  return list.check(address, version === 4 ? 'ipv4' : 'ipv6')
}
