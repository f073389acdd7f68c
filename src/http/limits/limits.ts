import type { FastifyInstance } from 'fastify'

import type { Settings } from '../../config.ts'
import { type ApiError, errors } from '../../errors.ts'
import type { Caller } from '../../iam/caller.ts'
import { type Limit, SharedCounts } from './shared-counts.ts'

/** The limits of a server (contract, errors.md: 429). */
export class Limits {
  readonly counts: SharedCounts
  readonly #caller: Limit
  readonly #account: Limit
  readonly #failures: Limit

  constructor(counts: SharedCounts, settings: Settings) {
    this.counts = counts
    this.#caller = { name: 'caller', most: settings.MUSTER_LIMIT_REQUESTS_PER_SECOND, seconds: 1 }
    this.#account = {
      name: 'account',
      most: settings.MUSTER_LIMIT_ACCOUNT_REQUESTS_PER_SECOND,
      seconds: 1,
    }
    this.#failures = { name: 'failure', most: settings.MUSTER_LIMIT_FAILED_AUTHENTICATIONS, seconds: 60 }
  }

  /**
   * Counts a request of somebody who has proven who he is: nobody else can use up his share.
   *
   * @throws ApiError tooManyRequests
   */
  countRequest({ userId, accountId }: Caller): void {
    this.#require(this.#caller, userId)
    this.#require(this.#account, accountId)
    this.counts.add(this.#caller, userId)
    this.counts.add(this.#account, accountId)
  }

  /**
   * Refuses an address that has failed too often, before its credentials are looked at: else it could go on guessing.
   *
   * @throws ApiError tooManyRequests
   */
  requireFewFailures(address: string): void {
    this.#require(this.#failures, address)
  }

  /** Counts an answer that tells of guessing: of credentials (401), of paths and IDs (404). */
  countAnswer(status: number, address: string): void {
    if (status === 401 || status === 404) this.counts.add(this.#failures, address)
  }

  #require(limit: Limit, subject: string): void {
    const wait = this.counts.secondsUntilFree(limit, subject)
    if (wait !== null) throw tooMany(limit, wait)
  }
}

const tooMany = ({ most, seconds }: Limit, wait: number): ApiError =>
  errors.tooManyRequests(most, seconds === 1 ? '1 second' : '1 minute', wait)

/** Sets up the limits that are looked at before anything else is; set up before {@link answerUnknownPaths}. */
export function limitRequests(app: FastifyInstance): void {
  const { database, log, settings } = app.services
  const counts = new SharedCounts(database, log)
  const limits = new Limits(counts, settings)
  app.decorate('limits', limits)
  app.addHook('onClose', () => counts.close())
  app.addHook('onRequest', async (request) => {
    // Health and the description of the API are no operations: they are there for everybody.
    if (request.is404 || request.routeOptions.config.operation !== undefined)
      limits.requireFewFailures(request.ip)
  })
  app.addHook('onSend', async (request, reply, payload) => {
    limits.countAnswer(reply.statusCode, request.ip)
    return payload
  })
}

declare module 'fastify' {
  interface FastifyInstance {
    limits: Limits
  }
}
