import { Agent, type IncomingMessage } from 'node:http'
import { after } from 'node:test'

import { checkAnswer } from './answer-rules.ts'
import { type Answer, type WireRequest, begin, send } from './http.ts'
import { AnswerSchemas, type OpenApi } from './openapi.ts'
import type { TestDatabase } from './database.ts'
import { type TestServer, startTestServer } from './server.ts'
import { credentials } from './settings.ts'
import { type Who, admin } from './who.ts'

/** A body as tests write it: an object is sent as JSON, text and bytes as they are. */
export type Body = object | string | Buffer

export interface CallOptions {
  /** The administrator, unless said otherwise. */
  readonly who?: Who | undefined
  readonly body?: Body | undefined
  /** Over the default ones; an empty text takes a header away. */
  readonly headers?: Readonly<Record<string, string>> | undefined
}

/** A running server, spoken to over HTTP; every answer is checked for what holds for all of them. */
export interface Muster extends TestServer {
  readonly project: string
  readonly schemas: AnswerSchemas
  /**
   * Sends a request, such as `GET /v2/{p}/users?limit=1`; `{p}` stands for the project.
   */
  call(request: string, options?: CallOptions): Promise<Answer>
  /** The same, giving the answer before its body is read. */
  open(request: string, options?: CallOptions): Promise<IncomingMessage>
}

/**
 * Starts a server for the tests of one file; it is stopped after them.
 *
 * @param clone makes its database; absent: one with an account and nothing else
 */
export async function startMuster(
  settings: Record<string, string> = {},
  clone?: () => Promise<TestDatabase>,
): Promise<Muster> {
  const server = await startTestServer(settings, clone)
  const agent = new Agent({ keepAlive: true })
  after(async () => {
    agent.destroy()
    await server.stop()
  })
  const document = await fetch(new URL('/openapi.json', server.url))
  const schemas = new AnswerSchemas((await document.json()) as OpenApi)
  return {
    ...server,
    project: credentials.project_id,
    schemas,
    call: async (request, options = {}) => {
      const wire = onTheWire(request, options, server.url)
      const answer = await send(server.url, wire, agent)
      checkAnswer(answer, wire)
      schemas.check(wire.method, wire.target, answer)
      return answer
    },
    open: (request, options = {}) => begin(server.url, onTheWire(request, options, server.url)),
  }
}

function onTheWire(request: string, options: CallOptions, endpoint: string): WireRequest {
  const [method = '', target = ''] = request.split(' ')
  const wire: WireRequest = {
    method,
    target: target.replace('{p}', credentials.project_id),
    headers: present({ 'content-type': 'application/json', ...options.headers }),
    body: bytesOf(options.body),
  }
  const proof = (options.who ?? admin)(wire, endpoint)
  return { ...wire, headers: present({ ...wire.headers, ...proof }) }
}

const present = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''))

function bytesOf(body: Body | undefined): Buffer {
  if (body === undefined) return Buffer.alloc(0)
  if (Buffer.isBuffer(body)) return body
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
}
