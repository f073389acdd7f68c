import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

import { errors } from '../errors.ts'
import type { Caller } from '../iam/caller.ts'

/** How often something goes out, so that no proxy takes a silent stream for a dead one, in milliseconds. */
const HEARTBEAT_MS = 15_000
/** Longest that a stream stays open, in milliseconds: whoever comes back is asked for his credentials again. */
const LONGEST_MS = 10 * 60_000
const RETRY_SECONDS = 10

/** Server-sent events to one caller (WHATWG HTML, section 9.2). */
export class EventStream {
  readonly #response: FastifyReply['raw']
  readonly #timers: readonly NodeJS.Timeout[]

  constructor(response: FastifyReply['raw'], whenEnded: () => void) {
    this.#response = response
    this.#timers = [
      setInterval(() => this.#write(':\n\n'), HEARTBEAT_MS).unref(),
      setTimeout(() => this.end(), LONGEST_MS).unref(),
    ]
    // A caller that has gone is no error of ours.
    response.on('error', () => {})
    this.whenEnded(whenEnded)
    this.whenEnded(() => {
      for (const timer of this.#timers) clearInterval(timer)
    })
  }

  /** Whether the caller has not yet taken what was sent before: what it is told next may be left out. */
  get isBehind(): boolean {
    return this.#response.writableNeedDrain
  }

  send(event: string, message: object): void {
    this.#write(`event: ${event}\ndata: ${JSON.stringify(message)}\n\n`)
  }

  end(): void {
    this.#response.end()
  }

  whenEnded(then: () => void): void {
    this.#response.once('close', then)
  }

  #write(text: string): void {
    if (!this.#response.writableEnded) this.#response.write(text)
  }
}

/** The streams that a process has open: so many a caller, and all of them ended when the process ends. */
export class EventStreams {
  readonly #most: number
  readonly #open = new Map<EventStream, string>()

  /** @param most streams of one caller; 0: any number */
  constructor(most: number) {
    this.#most = most
  }

  /**
   * Begins the answer to a request as a stream.
   *
   * @returns null for a HEAD, which is answered then
   * @throws ApiError tooManyRequests
   */
  open(request: FastifyRequest, reply: FastifyReply, { userId }: Caller): EventStream | null {
    const others = [...this.#open.values()].filter((caller) => caller === userId).length
    if (this.#most > 0 && others >= this.#most)
      throw errors.tooManyRequests(this.#most, '1 minute', RETRY_SECONDS)
    reply.headers({
      'content-type': 'text/event-stream',
      'cache-control': 'private, no-store',
      // nginx would keep events back until its buffer is full.
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    })
    reply.hijack()
    reply.raw.writeHead(200, reply.getHeaders() as Record<string, string>)
    if (request.method === 'HEAD') {
      reply.raw.end()
      return null
    }
    const stream: EventStream = new EventStream(reply.raw, () => this.#open.delete(stream))
    this.#open.set(stream, userId)
    return stream
  }

  endAll(): void {
    for (const stream of this.#open.keys()) stream.end()
  }
}

/** Lets operations answer with events. */
export function openEventStreams(app: FastifyInstance): void {
  const streams = new EventStreams(app.services.settings.MUSTER_LIMIT_STREAMS)
  app.decorate('eventStreams', streams)
  app.addHook('preClose', async () => streams.endAll())
}

declare module 'fastify' {
  interface FastifyInstance {
    eventStreams: EventStreams
  }
}
