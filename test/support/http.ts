import { type IncomingHttpHeaders, type IncomingMessage, Agent, request as open } from 'node:http'
import { buffer } from 'node:stream/consumers'

/** A request as it is to stand on the wire: nothing is added to it but `Host` and `Content-Length`. */
export interface WireRequest {
  readonly method: string
  /** The request target, with its query, byte for byte. */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** An answer as it came. */
export class Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly bytes: Buffer

  constructor(status: number, headers: IncomingHttpHeaders, bytes: Buffer) {
    this.status = status
    this.headers = headers
    this.bytes = bytes
  }

  get text(): string {
    return this.bytes.toString()
  }

  /** The body read as JSON; the caller says as what. */
  // eslint-disable-next-line typescript/no-unnecessary-type-parameters -- shorter than a cast at each of 50 places
  json<T>(): T {
    return JSON.parse(this.text) as T
  }
}

/**
 * Sends a request and reads the answer to its end. Not by `fetch`, which sends no body with GET, rewrites
 * paths, and adds headers of its own.
 */
export async function send(endpoint: string, wire: WireRequest, agent?: Agent): Promise<Answer> {
  const message = await begin(endpoint, wire, agent)
  return new Answer(message.statusCode ?? 0, message.headers, await buffer(message))
}

/** Sends a request and gives the answer as soon as its headers are there: its body is the reader's. */
export function begin(endpoint: string, wire: WireRequest, agent = new Agent()): Promise<IncomingMessage> {
  const { hostname, port } = new URL(endpoint)
  return new Promise((resolve, reject) => {
    const outgoing = open({
      hostname,
      port,
      agent,
      method: wire.method,
      path: wire.target,
      headers: {
        ...wire.headers,
        ...(wire.body.length > 0 || wire.method === 'POST' ? { 'content-length': wire.body.length } : {}),
      },
    })
    outgoing.once('response', resolve)
    outgoing.once('error', reject)
    outgoing.end(wire.body)
  })
}
