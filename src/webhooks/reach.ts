import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'

import { readNetworks } from '../networks.ts'

/** IPv4 that is nobody's on the Internet (RFC 6890 and the registry of IANA that goes on with it). */
const SPECIAL_4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
]
/** Of IPv6 all that is not 2000::/3, and of this what stands for other addresses, or for none. */
const SPECIAL_6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

const special = readNetworks([...SPECIAL_4, ...SPECIAL_6].join(','), 'special networks')
const global6 = new BlockList()
global6.addSubnet('2000::', 3, 'ipv6')

/** One address of a host. */
export interface Address {
  readonly address: string
  readonly family: number
}

/** A host leads where webhooks may not go. */
export class OutOfReach extends Error {
  override readonly name = 'OutOfReach'

  constructor() {
    // Which address it is stays here: whoever sets a webhook could else ask for the names of a network that is not his.
    super('The host has an address that webhooks may not call')
  }
}

/** Which hosts webhooks may call: those whose addresses are all public, or in a network that the setting names. */
export class Reach {
  readonly #allowed: (address: string) => boolean

  /** @param privateNetworks MUSTER_WEBHOOK_PRIVATE_NETWORKS */
  constructor(privateNetworks: string | undefined) {
    this.#allowed = readNetworks(privateNetworks, 'MUSTER_WEBHOOK_PRIVATE_NETWORKS')
  }

  /** Whether an address may be called. */
  includes(address: string): boolean {
    if (this.#allowed(address)) return true
    if (special(address)) return false
    return isIP(address) === 4 || (isIP(address) === 6 && global6.check(address, 'ipv6'))
  }

  /**
   * The addresses of a host, to be connected to as they are: asked again, the name could lead elsewhere.
   *
   * @param hostname as a URL has it, an IPv6 address in brackets
   * @throws OutOfReach where one of them may not be called; Error of DNS where there is none
   */
  async addressesOf(hostname: string): Promise<Address[]> {
    const addresses = await lookup(hostname.replace(/^\[|\]$/g, ''), { all: true })
    if (!addresses.every(({ address }) => this.includes(address))) throw new OutOfReach()
    return addresses
  }
}
