import assert from 'node:assert/strict'

import { type ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'

import type { Answer } from './http.ts'

/** As much of an OpenAPI 3.1 document as tests look at. */
export interface OpenApi {
  readonly openapi: string
  readonly info: { readonly title: string; readonly version: string }
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

export interface ApiOperation {
  readonly operationId: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly required?: boolean; readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>
  readonly security?: readonly object[]
}

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly schema: JsonSchema
}

export interface JsonSchema {
  readonly type?: string
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly default?: unknown
  readonly enum?: readonly string[]
  readonly maxLength?: number
}

type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>

/** Checks answers against what a server's OpenAPI document says of its operations. */
export class AnswerSchemas {
  readonly document: OpenApi
  readonly #ajv: Ajv2020
  readonly #compiled = new Map<string, ValidateFunction>()

  constructor(document: OpenApi) {
    this.document = document
    this.#ajv = new Ajv2020({ strict: false, formats: { binary: true } })
    this.#ajv.addSchema(document, 'openapi')
  }

  /** Fails where an answer of a documented operation is not as documented, errors included. */
  check(method: string, target: string, answer: Answer): void {
    const found = this.#find(method, target.split('?', 1)[0] ?? '')
    if (found === undefined) return
    const { path, operation } = found
    const status = operation.responses[answer.status] === undefined ? 'default' : String(answer.status)
    // Parts, unchanged files and refused ranges are HTTP's own, not the operation's.
    if ([206, 304, 416].includes(answer.status)) return
    const described = operation.responses[status]
    assert.ok(described, `${operation.operationId} documents no answer ${answer.status}`)
    const type = (answer.headers['content-type'] ?? '').split(';', 1)[0] ?? ''
    if (method === 'HEAD') return
    if (answer.bytes.length === 0) {
      assert.equal(described.content, undefined, `${operation.operationId} ${answer.status} has no body`)
      return
    }
    assert.ok(described.content?.[type], `${operation.operationId} ${answer.status} is not ${type}`)
    if (type !== 'application/json') return
    const pointer = ['paths', path, method.toLowerCase(), 'responses', status, 'content', type, 'schema']
    const validate = this.#validator(pointer)
    assert.ok(
      validate(answer.json()),
      `${operation.operationId} ${answer.status} is not as documented: ${this.#ajv.errorsText(validate.errors)}`,
    )
  }

  #validator(pointer: readonly string[]): ValidateFunction {
    const reference = `openapi#/${pointer
      .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/')}`
    const known = this.#compiled.get(reference)
    if (known !== undefined) return known
    const compiled = this.#ajv.compile({ $ref: reference })
    this.#compiled.set(reference, compiled)
    return compiled
  }

  #find(method: string, path: string): { path: string; operation: ApiOperation } | undefined {
    for (const [template, methods] of Object.entries(this.document.paths)) {
      const pattern = new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`)
      const operation = methods[method.toLowerCase()]
      if (operation !== undefined && pattern.test(path)) return { path: template, operation }
    }
    return undefined
  }
}
