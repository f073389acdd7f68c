import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { after } from 'node:test'

/** What a webhook was sent. */
export interface Received {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A webhook's other end: an HTTP server that keeps what comes and answers what it is told to. */
export interface WebhookReceiver {
  readonly url: string
  readonly received: Received[]
  /** Statuses of the next answers, in turn; then 204. */
  readonly answers: number[]
  /** Waits until so many have come. */
  count(wanted: number): Promise<void>
}

/** Starts a receiver; it ends after the tests of the file. */
export async function startReceiver(): Promise<WebhookReceiver> {
  const received: Received[] = []
  const answers: number[] = []
  const came = new EventTarget()
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    received.push({ headers: request.headers, body: await text(request) })
    const status = answers.shift() ?? 204
    response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end()
    came.dispatchEvent(new Event('one'))
  }
  const server = createServer((request, response) => void take(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  after(() => server.close())
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answers,
    count: async (wanted) => {
      while (received.length < wanted) await once(came, 'one', { signal: AbortSignal.timeout(30_000) })
    },
  }
}

/** Whether a notice is signed with a secret, as the guide tells receivers to check it. */
export function isSignedWith(secret: string, { headers, body }: Received): boolean {
  const [, time = '', signature = ''] =
    /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['x-muster-signature'])) ?? []
  const expected = createHmac('sha256', secret)
    .update(`${time}.${String(headers['x-muster-delivery'])}.${body}`)
    .digest('hex')
  return signature === expected && Math.abs(Date.now() / 1000 - Number(time)) < 300
}
