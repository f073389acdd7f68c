import { randomBytes } from 'node:crypto'

/**
 * A new secret: that many random bytes in base64url (RFC 4648, section 5).
 *
 * Never begins with "-": a command line would take it for an option, and `openstack token revoke` had refused one token
 * in 64 so. What is drawn anew for it is 0.02 bits.
 */
export function newSecret(bytes: number): string {
  for (;;) {
    const secret = randomBytes(bytes).toString('base64url')
    if (!secret.startsWith('-')) return secret
  }
}
