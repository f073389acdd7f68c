import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { ErrorBody, KeystoneError } from './answer-rules.ts'
import type { CallOptions, Muster } from './acceptance.ts'
import type { Answer } from './http.ts'

/** One rule of the contract: who asks what, and what must come of it. */
export interface Scenario extends CallOptions {
  /** The rule, in words. */
  readonly rule: string
  /** Method and path, such as `GET /v2/{p}/users`. */
  readonly request: string
  readonly status: number
  /** `error_code` of the answer. */
  readonly code?: string
  /** What the answer's text (of an error: its message) contains. */
  readonly contains?: readonly (string | RegExp)[]
  /** What the whole answer must not contain. */
  readonly lacks?: readonly string[]
  /** Headers of the answer. */
  readonly answers?: Readonly<Record<string, string | RegExp>>
}

/** One test a scenario. */
export function scenarios(muster: Muster, table: readonly Scenario[]): void {
  for (const scenario of table) {
    void test(scenario.rule, async () => {
      checkScenario(await muster.call(scenario.request, scenario), scenario)
    })
  }
}

/** Fails where an answer is not what a scenario says. */
export function checkScenario(
  answer: Answer,
  { status, code, contains = [], lacks = [], answers = {} }: Omit<Scenario, 'rule' | 'request'>,
): void {
  assert.equal(answer.status, status, answer.text.slice(0, 1000))
  if (code !== undefined) assert.equal(answer.json<ErrorBody>().error_code, code, answer.text)
  const text = messageOf(answer)
  for (const part of contains) {
    if (typeof part === 'string') assert.ok(text.includes(part), `"${part}" is not in: ${text}`)
    else assert.match(text, part)
  }
  for (const part of lacks) assert.ok(!answer.text.includes(part), `"${part}" is in: ${answer.text}`)
  for (const [name, value] of Object.entries(answers)) {
    const received = String(answer.headers[name])
    if (typeof value === 'string') assert.equal(received, value, name)
    else assert.match(received, value, name)
  }
}

function messageOf(answer: Answer): string {
  if (answer.status < 400 || answer.bytes.length === 0) return answer.text
  const body = answer.json<Partial<ErrorBody & KeystoneError>>()
  return body.error_msg ?? body.error?.message ?? ''
}
