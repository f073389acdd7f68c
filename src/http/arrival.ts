import type { FastifyInstance } from 'fastify'

import { answerBrokenRequest } from './broken-request.ts'

/** Longest that a request may take to arrive, in milliseconds. */
const ARRIVAL_MS = 60_000
/** The same for one that brings a file: 1 GiB at 2.4 Mbit/s. Node knows one bound for all requests, and this is it. */
export const UPLOAD_ARRIVAL_MS = 3_600_000

/** Ends requests whose body comes too slowly, but for those that bring files. */
export function limitArrival(app: FastifyInstance, milliseconds = ARRIVAL_MS): void {
  app.addHook('onRequest', async ({ raw, routeOptions }) => {
    if (routeOptions.config.operation?.upload !== undefined) return
    const end = () => {
      // An answer may take as long as it does; only what has not come is waited for no longer.
      const late = Object.assign(new Error('The body is late'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' })
      if (!raw.complete) answerBrokenRequest(late, raw.socket)
    }
    const timer = setTimeout(end, milliseconds).unref()
    raw.once('close', () => clearTimeout(timer))
  })
}
