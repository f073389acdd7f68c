import { Agent } from 'node:http'
import { readFileSync } from 'node:fs'

import type { OpenApiDocument } from '../../src/samples/openapi.ts'
import { checkAnswer } from '../support/answer-rules.ts'
import { type WireRequest, send } from '../support/http.ts'
import { AnswerSchemas, type OpenApi } from '../support/openapi.ts'
import { admin } from '../support/who.ts'
import { type Known, hostileRequests } from './hostile-requests.ts'

export interface FuzzOptions {
  readonly url: string
  readonly known: Known
  readonly requests: number
  readonly seed: number
  /** Of the server; its memory is looked at. */
  readonly pid: number
  readonly tell: (line: string) => void
}

export interface FuzzReport {
  readonly requests: number
  readonly statuses: Readonly<Record<string, number>>
  /** Resident megabytes: once warm, and in the end. */
  readonly memory: readonly [warm: number, end: number]
  /** Requests and what is wrong with their answers. */
  readonly wrong: readonly string[]
}

const AT_ONCE = 8

/** Sends hostile requests: none is answered 5xx, and each answer is as the OpenAPI document says. */
export async function fuzz({ url, known, requests, seed, pid, tell }: FuzzOptions): Promise<FuzzReport> {
  const document = await (await fetch(new URL('/openapi.json', url))).text()
  const schemas = new AnswerSchemas(JSON.parse(document) as OpenApi)
  const source = hostileRequests(JSON.parse(document) as OpenApiDocument, known, seed)
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  const statuses: Record<string, number> = {}
  const wrong: string[] = []
  let sent = 0
  let warm = 0
  const one = async () => {
    while (sent < requests && wrong.length < 20) {
      sent++
      if (sent === Math.floor(requests / 4)) warm = residentMegabytes(pid)
      if (sent % 2000 === 0) tell(`${sent} requests, ${residentMegabytes(pid)} MB`)
      const next = source.next()
      if (next.done !== true) await ask(next.value)
    }
  }
  const ask = async (wire: WireRequest) => {
    const request = { ...wire, headers: { ...wire.headers, ...admin(wire, url) } }
    try {
      const answer = await send(url, request, agent)
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1
      checkAnswer(answer, wire)
      schemas.check(wire.method, wire.target, answer)
    } catch (error) {
      const shown = `${wire.method} ${wire.target.slice(0, 300)} ${JSON.stringify(wire.headers).slice(0, 300)}`
      wrong.push(
        `${shown} ${wire.body.toString().slice(0, 300)}\n  ${(error as Error).message.slice(0, 600)}`,
      )
    }
  }
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, one))
  } finally {
    agent.destroy()
  }
  return { requests: sent, statuses, memory: [warm, residentMegabytes(pid)], wrong }
}

/** VmRSS (proc(5), status). */
export function residentMegabytes(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Math.round(Number(kilobytes) / 1000)
}
