import type { SampleCall } from './call.ts'
import { writeCurl } from './curl.ts'
import { snakeCase } from './names.ts'

export { type CallContext, type CallValues, type SampleCall, DOMAIN_PLACEHOLDER, callOf } from './call.ts'
export { type OpenApiDocument, findOperation, operationsOf } from './openapi.ts'

/** A language that samples are written in. */
export interface SampleLanguage {
  readonly id: string
  /** As it is shown, in every language of the console. */
  readonly name: string
  /** The file that a sample goes into. */
  readonly fileName: (call: SampleCall) => string
  /** The language's name in highlight.js. */
  readonly highlight: string
  readonly write: (call: SampleCall) => string
}

const dashes = (call: SampleCall) => snakeCase(call.operationId).replaceAll('_', '-')

/** Every language, in the order in which they are offered. */
export const sampleLanguages = [
  {
    id: 'curl',
    name: 'curl',
    fileName: (call) => `${dashes(call)}.sh`,
    highlight: 'bash',
    write: writeCurl,
  },
] as const satisfies readonly SampleLanguage[]

export type SampleLanguageId = (typeof sampleLanguages)[number]['id']

/** Whether there are samples in a language. */
export const isSampleLanguage = (id: string): id is SampleLanguageId =>
  sampleLanguages.some((language) => language.id === id)

/** The sample of a call in a language: a whole program, or command, that ends with a line break. */
export function writeSample(call: SampleCall, languageId: SampleLanguageId): string {
  const language = sampleLanguages.find(({ id }) => id === languageId)
  if (language === undefined) throw new RangeError(`There are no samples in ${languageId as string}`)
  return language.write(call)
}
