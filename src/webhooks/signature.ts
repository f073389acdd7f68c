import { createHmac } from 'node:crypto'

/** What is signed of a delivery. */
export interface Signed {
  /** The delivery's ID: the same at each try. */
  readonly delivery: string
  /** Of this try. */
  readonly sentAt: Date
  /** The body as it goes out, byte for byte. */
  readonly body: string
}

/**
 * The header `X-Muster-Signature`: `t=<seconds since 1970>,v1=<hex>`, HMAC-SHA256 under the webhook's secret over
 * `<t>.<delivery>.<body>`. With the time in it an old delivery cannot be sent again, with the ID none passes for another
 * (docs/guides/webhooks.md).
 */
export function signatureOf(secret: string, { delivery, sentAt, body }: Signed): string {
  const seconds = Math.floor(sentAt.getTime() / 1000)
  const mac = createHmac('sha256', secret).update(`${seconds}.${delivery}.${body}`).digest('hex')
  return `t=${seconds},v1=${mac}`
}
