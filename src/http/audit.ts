import type { FastifyInstance, FastifyRequest } from 'fastify'

import { type Happening, type Origin, whoIs } from '../audit/event.ts'
import { Recorder } from '../audit/recorder.ts'
import type { Caller } from '../iam/caller.ts'

/** What a handler knows of its request for the audit trail. */
interface Notes {
  /** IDs of what it was done to, beside those of the path. */
  readonly resources?: readonly string[]
  /** Whatever else matters. Never a password, key or token. */
  readonly details?: Readonly<Record<string, unknown>>
}

/** What the audit trail says of one request: whose it is, and what handlers note. */
export class RequestAudit {
  readonly #request: FastifyRequest
  #who: { readonly caller: Caller; readonly credential: string } | null = null
  #resources: readonly string[] = []
  #details: Readonly<Record<string, unknown>> = {}
  #handedOver = false

  constructor(request: FastifyRequest) {
    this.#request = request
  }

  /** Notes whose credentials came, whether they hold or not; without it there is nobody to record for. */
  presented(caller: Caller, credential = caller.accessKey ?? 'token'): void {
    this.#who = { caller, credential }
  }

  /** Adds to what the event of this request will say, whatever comes of it. */
  note({ resources = [], details = {} }: Notes): void {
    this.#resources = [...this.#resources, ...resources]
    this.#details = { ...this.#details, ...details }
  }

  /**
   * For a change that records its event itself, in its own transaction: who makes it, and by which request. If it
   * succeeds it is not recorded once more.
   */
  handOver(): Origin {
    const origin = this.origin()
    if (origin === null) throw new Error('Nobody is known to have sent this request')
    this.#handedOver = true
    return origin
  }

  /** Whether a success is recorded by whom the request was handed over to. */
  get isHandedOver(): boolean {
    return this.#handedOver
  }

  /** Who sends the request; null: nobody that is known, or not one of our operations. */
  origin(): Origin | null {
    const { operation } = this.#request.routeOptions.config
    if (this.#who === null || operation === undefined) return null
    return {
      ...whoIs(this.#who.caller),
      projectId: this.#request.project?.id ?? null,
      operation: operation.id,
      action: operation.action ?? null,
      credential: this.#who.credential,
      remoteAddress: this.#request.ip,
      requestId: this.#request.id,
    }
  }

  /** What the request was about: what its path names, but for the project that it is recorded under. */
  get noted(): Pick<Happening, 'resources' | 'details'> {
    const { project_id: project, ...others } = (this.#request.params ?? {}) as Record<string, string>
    const inPath = Object.values(others)
    // A project that was not granted stands where it can be seen.
    if (project !== undefined && this.#request.project === null) inPath.push(project)
    return { resources: [...new Set([...inPath, ...this.#resources])], details: this.#details }
  }
}

const CHANGING = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/**
 * Records what callers do: every changing operation, whatever comes of it, and every refusal (401, 403) of somebody
 * whose account is known. It is stored before the answer goes out, so that an orderly stop loses none; but for 401,
 * where the time of an answer would tell which names and keys there are. Set up after {@link answerErrors}.
 */
export function auditRequests(app: FastifyInstance): void {
  const recorder = new Recorder(app.services.pool, app.services.log)
  app.decorateRequest('audit')
  app.addHook('onClose', () => recorder.close())
  app.addHook('onRequest', async (request) => {
    request.audit = new RequestAudit(request)
  })
  app.addHook('onSend', async (request, reply, payload) => {
    const origin = request.audit?.origin() ?? null
    if (origin === null || !isRecorded(request, reply.statusCode)) return payload
    const status = reply.statusCode
    const event = {
      ...origin,
      ...request.audit.noted,
      outcome: status < 400 ? 'allowed' : status === 401 || status === 403 ? 'denied' : 'failed',
      status,
      errorCode: request.errorCode,
    } as const
    if (status === 401) recorder.recordLater(event)
    else await recorder.record(event)
    return payload
  })
}

function isRecorded({ method, audit, routeOptions }: FastifyRequest, status: number): boolean {
  if (status === 401 || status === 403) return true
  // Above the limits somebody could fill the trail as fast as he can send.
  if (status === 429) return false
  const isChange = CHANGING.has(method) || routeOptions.config.operation?.makesTask === true
  if (!isChange) return false
  return status >= 400 || !audit.isHandedOver
}

declare module 'fastify' {
  interface FastifyRequest {
    audit: RequestAudit
  }
}
