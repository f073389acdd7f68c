import { Random } from '../../src/directory/sample/random.ts'
import type { CallValues } from '../../src/samples/call.ts'
import {
  type FoundOperation,
  type OpenApiDocument,
  bodySchemaOf,
  operationsOf,
} from '../../src/samples/openapi.ts'
import type { WireRequest } from '../support/http.ts'
import { valuesFor } from '../support/sample-values.ts'
import { violationsOf } from './violations.ts'

/** Texts that somebody trips over: ends of strings, of statements, of paths, of Unicode. */
const TEXTS = [
  '',
  ' ',
  '\u0000',
  "' OR 1=1 --",
  '%',
  '_',
  '\\',
  '../../etc/passwd',
  '\ud800',
  '\u202e王👩‍👩',
  '${7*7}',
  '__proto__',
  'a'.repeat(300),
  '-1',
  '99999999999999999999',
  'null',
  '1e999',
  '2024-02-30T25:61:61Z',
  '\r\nX-Injected: 1',
]

const BODIES = [
  '',
  '{',
  '[]',
  'null',
  '"text"',
  '1e999',
  '{"a":',
  '\ufeff{}',
  '{"a":1,"a":2}',
  '[[[[',
  '<xml/>',
]
const TYPES = [
  'application/json',
  'text/plain',
  'application/json; charset=latin1',
  'multipart/form-data',
  'a/b',
  '/',
]

/** What a server is asked, over and over: some of it is known to it. */
export interface Known {
  readonly project: string
  /** IDs of things that are there, of whatever kind. */
  readonly ids: readonly string[]
}

/**
 * Requests without end: each keyword of each schema of an OpenAPI document violated in turn, and then whatever comes to a seeded
 * mind in paths, queries, headers and bodies.
 */
export function* hostileRequests(
  document: OpenApiDocument,
  known: Known,
  seed: number,
): Generator<WireRequest> {
  const operations = operationsOf(document)
  for (const found of operations) yield* violated(found, known)
  for (const random = new Random(seed); ;) yield anyRequest(random.pick(operations), random, known)
}

/** A request that breaks one keyword. */
function* violated(found: FoundOperation, known: Known): Generator<WireRequest> {
  const values = valuesFor(found.operation, 'full')
  const own = { ...values, path: { ...values.path, ...knownPath(found, known) } }
  yield wireOf(found, own)
  for (const { in: place, name, schema } of found.operation.parameters ?? []) {
    if (place === 'path' && name === 'project_id') continue
    for (const broken of violationsOf(schema, undefined)) {
      yield wireOf(found, { ...own, [place]: { ...own[place], [name]: textOf(broken) } })
    }
  }
  const schema = bodySchemaOf(found.operation)
  if (schema === undefined) return
  for (const which of ['minimal', 'full'] as const) {
    for (const body of violationsOf(schema, valuesFor(found.operation, which).body)) {
      yield wireOf(found, { ...own, body }, JSON.stringify(body))
    }
  }
}

/** A request in which nothing needs to be right. */
function anyRequest(found: FoundOperation, random: Random, known: Known): WireRequest {
  const values = valuesFor(found.operation, random.percent(50) ? 'full' : 'minimal')
  const some = (of: Readonly<Record<string, unknown>> = {}) =>
    Object.fromEntries(
      Object.entries(of).map(([name, value]) => [name, random.percent(30) ? random.pick(TEXTS) : value]),
    )
  const path = { ...some(values.path), ...(random.percent(90) ? knownPath(found, known, random) : {}) }
  const query = {
    ...some(values.query),
    ...(random.percent(10) ? { [random.pick(TEXTS)]: random.pick(TEXTS) } : {}),
  }
  const raw = random.percent(20) ? random.pick(BODIES) : undefined
  const schema = bodySchemaOf(found.operation)
  const bodies = schema === undefined ? [] : [...violationsOf(schema, values.body)]
  const body = bodies.length > 0 && random.percent(70) ? random.pick(bodies.slice(0, 400)) : values.body
  const wire = wireOf(found, { path, query, header: some(values.header), body }, raw)
  const headers = random.percent(10) ? { ...wire.headers, 'content-type': random.pick(TYPES) } : wire.headers
  return { ...wire, headers, method: random.percent(3) ? random.pick(['PATCH', 'PUT', 'HEAD']) : wire.method }
}

function knownPath(
  { url }: FoundOperation,
  { project, ids }: Known,
  random?: Random,
): Record<string, string> {
  const names = [...url.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  return Object.fromEntries(
    names.map((name) => [name, name === 'project_id' ? project : (random?.pick(ids) ?? ids[0] ?? 'x')]),
  )
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

function wireOf({ method, url }: FoundOperation, values: CallValues, raw?: string): WireRequest {
  const path = url.replaceAll(/\{(\w+)\}/g, (_, name: string) => encode(textOf(values.path?.[name])) || '%20')
  const query = Object.entries(values.query ?? {}).map(
    ([name, value]) => `${encode(name)}=${encode(textOf(value))}`,
  )
  const headers = Object.fromEntries(
    Object.entries(values.header ?? {}).map(([name, value]) => [
      name.toLowerCase(),
      // What a header may not hold never leaves the client.
      textOf(value)
        .replaceAll(/[^\u0020-\u007e]/g, '?')
        .slice(0, 4000),
    ]),
  )
  const body = raw ?? (values.body === undefined ? '' : JSON.stringify(values.body))
  return {
    method,
    // Longer ones are refused by the parser, which has a test of its own.
    target: `${path}${query.length === 0 ? '' : '?'}${query.join('&')}`.slice(0, 8000),
    headers: { 'content-type': 'application/json', ...headers },
    body: Buffer.from(method === 'GET' ? '' : body),
  }
}

/** Lone surrogates as bytes that are no UTF-8. */
const encode = (text: string): string => (text.isWellFormed() ? encodeURIComponent(text) : '%ED%A0%80')
