import { request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import type { LookupFunction } from 'node:net'

import packageJson from '../../package.json' with { type: 'json' }
import type { Address, Reach } from './reach.ts'

/** Longest that a try may take, from the name's look-up to the head of the answer. */
const TIMEOUT_MS = 10_000

/** What goes to a webhook. */
export interface Post {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * Posts JSON to a URL and tells the status of the answer, of which nothing else is read: no body, no redirect.
 *
 * @throws OutOfReach; Error of the connection; TimeoutError after 10 s
 */
export async function post({ url, headers, body }: Post, reach: Reach, stop: AbortSignal): Promise<number> {
  const target = new URL(url)
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  const signal = AbortSignal.any([timeout, stop])
  const addresses = await Promise.race([reach.addressesOf(target.hostname), rejectOn(signal)])
  return await new Promise((resolve, reject) => {
    const send = target.protocol === 'https:' ? overHttps : overHttp
    const sent = send(
      target,
      {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': `Muster/${packageJson.version}`,
          ...headers,
        },
        // A connection of its own, to an address that was looked at.
        agent: false,
        lookup: always(addresses),
        signal,
      },
      (answer) => {
        answer.destroy()
        resolve(answer.statusCode ?? 0)
      },
    )
    sent.on('error', (error) => reject(timeout.aborted ? (timeout.reason as Error) : error))
    sent.end(body)
  })
}

/** A look-up that answers what was looked up before. */
const always =
  (addresses: readonly Address[]): LookupFunction =>
  (_hostname, options, answer) => {
    const [first] = addresses
    if (options.all === true || first === undefined) answer(null, [...addresses])
    else answer(null, first.address, first.family)
  }

const rejectOn = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })
