import type { SampleCall } from './call.ts'
import { writeCpp } from './cpp.ts'
import { writeCurl } from './curl.ts'
import { writeCurlSigned } from './curl-signed.ts'
import { writeDotnet } from './dotnet.ts'
import { writeFetch } from './fetch.ts'
import { writeGo } from './go.ts'
import { writeHcloud } from './hcloud.ts'
import { writeJava } from './java.ts'
import { snakeCase } from './names.ts'
import { writeNodejs } from './nodejs.ts'
import { writePhp } from './php.ts'
import { writePython } from './python.ts'

export { type CallContext, type CallValues, type SampleCall, DOMAIN_PLACEHOLDER, callOf } from './call.ts'
export { type OpenApiDocument, findOperation, operationsOf, uploadFieldOf } from './openapi.ts'

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

const dashed = (ending: string) => (call: SampleCall) =>
  `${snakeCase(call.operationId).replaceAll('_', '-')}.${ending}`

/** Every language, in the order in which they are offered. */
export const sampleLanguages = [
  {
    id: 'java',
    name: 'Java',
    fileName: (call) => `${call.sdk.pascal}Solution.java`,
    highlight: 'java',
    write: writeJava,
  },
  {
    id: 'python',
    name: 'Python',
    fileName: (call) => `${call.sdk.snake}.py`,
    highlight: 'python',
    write: writePython,
  },
  { id: 'go', name: 'Go', fileName: (call) => `${call.sdk.snake}.go`, highlight: 'go', write: writeGo },
  { id: 'nodejs', name: 'Node.js', fileName: dashed('cjs'), highlight: 'javascript', write: writeNodejs },
  {
    id: 'php',
    name: 'PHP',
    fileName: (call) => `${call.sdk.pascal}.php`,
    highlight: 'php',
    write: writePhp,
  },
  {
    id: 'dotnet',
    name: '.NET',
    fileName: (call) => `${call.sdk.pascal}.cs`,
    highlight: 'csharp',
    write: writeDotnet,
  },
  { id: 'cpp', name: 'C++', fileName: (call) => `${call.sdk.snake}.cpp`, highlight: 'cpp', write: writeCpp },
  { id: 'hcloud', name: 'KooCLI', fileName: dashed('sh'), highlight: 'bash', write: writeHcloud },
  { id: 'curl', name: 'curl', fileName: dashed('sh'), highlight: 'bash', write: writeCurl },
  {
    id: 'curl-signed',
    name: 'curl, AK/SK',
    fileName: dashed('sh'),
    highlight: 'bash',
    write: writeCurlSigned,
  },
  { id: 'fetch', name: 'fetch', fileName: dashed('mjs'), highlight: 'javascript', write: writeFetch },
] as const satisfies readonly SampleLanguage[]

export type SampleLanguageId = (typeof sampleLanguages)[number]['id']

/** Whether there are samples in a language. */
export const isSampleLanguage = (id: string): id is SampleLanguageId =>
  sampleLanguages.some((language) => language.id === id)

/** The sample of a call in a language: a whole program, or command, that ends with a line break. */
export function writeSample(call: SampleCall, languageId: SampleLanguageId): string {
  const language = sampleLanguages.find(({ id }) => id === languageId)
  if (language === undefined) throw new RangeError(`There are no samples in ${languageId}`)
  return language.write(call)
}
