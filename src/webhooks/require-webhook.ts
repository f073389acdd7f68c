import { isIP } from 'node:net'

import { errors } from '../errors.ts'
import type { Reach } from './reach.ts'

/** Secrets of a webhook: what fits in a header, long enough not to be guessed. */
export const SECRET_PATTERN = '^[!-~]{16,128}$'
export const SECRET_RULE = '16-128 printable ASCII characters without blanks'

/**
 * Refuses a webhook that no notice could go to, or that could prove nothing. Where a name leads is looked at whenever one is
 * sent.
 *
 * @throws ApiError parameterInvalid
 */
export function requireWebhook(
  { url: text, secret }: { readonly url: string; readonly secret?: string | undefined },
  reach: Reach,
): void {
  const fault = faultOf(URL.parse(text), reach)
  if (fault !== null) throw errors.parameterInvalid(`\`url\` ${fault}`)
  if (secret !== undefined && !new RegExp(SECRET_PATTERN).test(secret))
    throw errors.parameterInvalid(`\`secret\` must be ${SECRET_RULE}`)
}

function faultOf(url: URL | null, reach: Reach): string | null {
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    return 'must be a URL that begins with https:// or http://'
  if (url.username !== '' || url.password !== '')
    return 'must have no user and no password: notices are signed'
  if (url.hash !== '') return 'must have no fragment (#): none is sent'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return isIP(host) === 0 || reach.includes(host)
    ? null
    : 'must not name a private or special address (MUSTER_WEBHOOK_PRIVATE_NETWORKS allows some)'
}
