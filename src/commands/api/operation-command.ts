import { type ArgsDef, type CommandDef, defineCommand } from 'citty'

import { ApiClient } from '../../client/api-client.ts'
import { findTarget } from '../../client/connection.ts'
import { projectOf } from '../../client/project.ts'
import type { Operation } from '../../http/operation.ts'
import { targetArgs } from '../common-args.ts'
import { outputOf, printRows } from '../print-rows.ts'
import { words } from '../words.ts'
import { optionsOf, valuesOf } from './operation-options.ts'
import { findId, type Subject } from './subject.ts'

const { apiVerbs, apiSubjects } = words.cli

interface Definition {
  readonly name: keyof typeof apiVerbs
  readonly operation: Operation
  /** What the operation is about, given by ID or name, and the parameter that takes its ID. */
  readonly subject?: { readonly kind: Subject; readonly parameter: string }
  /** Fields of the body that the command fills in itself, such as `op_type` of `lock`. */
  readonly body?: Readonly<Record<string, unknown>>
  /** Further parameters that an ID goes into, such as the user who is added to a group. */
  readonly member?: { readonly kind: Subject; readonly field: string }
  /** The rows of the table; JSON is the API's answer as it is. */
  readonly rows?: (answer: Readonly<Record<string, unknown>>) => readonly object[] | object
}

/**
 * A command that makes one call of the API: each parameter of the operation is an option of its name in kebab case, the
 * one that it is about is given by ID or name.
 */
export function operationCommand(definition: Definition): CommandDef {
  const { name, operation, subject, body = {}, member, rows } = definition
  const filledIn = [...Object.keys(body), ...(member === undefined ? [] : [member.field])]
  const args: ArgsDef = {
    ...(subject === undefined ? {} : { [subject.kind]: placeOf(subject.kind) }),
    ...(member === undefined ? {} : { [`member-${member.kind}`]: placeOf(member.kind) }),
    ...optionsOf(operation, filledIn),
    output: { type: 'string', description: words.cli.adminOptions.output, valueHint: 'table|json' },
    ...targetArgs,
  }
  return defineCommand({
    meta: { name, description: apiVerbs[name] },
    args,
    async run({ args: given, rawArgs }) {
      const texts = given as Readonly<Record<string, string | undefined>>
      const output = outputOf(texts['output'])
      const values = await valuesOf(operation, filledIn, rawArgs)
      const target = await findTarget(texts)
      const client = new ApiClient(target)
      const projectId = await projectOf(client, target)
      const call = { client, projectId }
      const path: Record<string, string> = { project_id: projectId }
      if (subject !== undefined)
        path[subject.parameter] = await findId(call, subject.kind, texts[subject.kind] ?? '')
      const inBody: Record<string, unknown> = { ...values.body, ...body }
      if (member !== undefined)
        inBody[member.field] = [await findId(call, member.kind, texts[`member-${member.kind}`] ?? '')]
      const answer = await call.client.send(
        operation.method,
        pathOf(operation.url, path) + queryOf(values.querystring),
        {
          headers: values.headers as Record<string, string>,
          ...(operation.schema.body === undefined ? {} : { body: inBody }),
        },
      )
      const text = await answer.text()
      if (text === '') return printRows(undefined, output)
      const json = JSON.parse(text) as Record<string, unknown>
      printRows(output === 'table' && rows !== undefined ? rows(json) : json, output)
    },
  })
}

const placeOf = (kind: Subject) =>
  ({ type: 'positional', required: true, description: apiSubjects[kind] }) as const

/** The nouns that have commands of their own. */
export const nounCommand = (
  name: keyof typeof words.cli.apiNouns,
  subCommands: Readonly<Record<string, CommandDef>>,
): CommandDef => defineCommand({ meta: { name, description: words.cli.apiNouns[name] }, subCommands })

/** A path of the API with its parameters in place. */
export const pathOf = (url: string, values: Readonly<Record<string, string>>): string =>
  url.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? ''))

/** A query: a list is a key for each item (contract, workspace.md, conventions). */
export function queryOf(values: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) query.append(name, String(item))
  }
  // URLSearchParams writes a blank as `+`, which a signature has as `%20`.
  const text = query.toString().replaceAll('+', '%20')
  return text === '' ? '' : `?${text}`
}
