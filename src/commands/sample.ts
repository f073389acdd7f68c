import { defineCommand } from 'citty'

import { apiDocument } from '../api-document.ts'
import { readCredentials } from '../credentials.ts'
import {
  callOf,
  findOperation,
  isSampleLanguage,
  operationsOf,
  sampleLanguages,
  writeSample,
} from '../samples/index.ts'
import { repeated } from './repeated.ts'
import { UsageError } from './run.ts'
import { valuesOf } from './sample-values.ts'
import { words } from './words.ts'

const { options } = words.cli

/** `muster sample`: writes the code that calls an operation, and nothing else, to standard output. */
export const sample = defineCommand({
  meta: { name: 'sample', description: words.cli.sample },
  args: {
    operation: { type: 'string', description: options.operation, valueHint: 'ID' },
    set: { type: 'string', description: options.set, valueHint: 'NAME=VALUE' },
    lang: {
      type: 'string',
      description: options.sampleLang,
      valueHint: sampleLanguages.map(({ id }) => id).join('|'),
    },
    endpoint: { type: 'string', description: options.sampleEndpoint, valueHint: 'URL' },
    project: { type: 'string', description: options.sampleProject, valueHint: 'ID' },
  },
  async run({ args, rawArgs }) {
    const language = args.lang ?? ''
    if (!isSampleLanguage(language)) {
      throw new UsageError(
        words.cli.sampleLanguageUnknown(language, sampleLanguages.map(({ id }) => id).join(', ')),
      )
    }
    const document = await apiDocument()
    const operationId = args.operation ?? ''
    const found = findOperation(document, operationId)
    if (found === undefined) {
      const known = operationsOf(document).map(({ operation }) => operation.operationId)
      throw new UsageError(words.cli.operationUnknown(operationId, known.join(', ')))
    }
    const values = valuesOf(found.operation, repeated(rawArgs, 'set'))
    const call = callOf(document, operationId, values, await contextOf(args))
    process.stdout.write(writeSample(call, language))
  },
})

/** Where the call goes: as given, else the server of the data directory, else what a first start has. */
async function contextOf(
  given: { endpoint?: string | undefined; project?: string | undefined },
  environment: NodeJS.ProcessEnv = process.env,
) {
  const stored = await readCredentials(environment['MUSTER_DATA_DIR'] || './data')
  return {
    endpoint: given.endpoint || environment['MUSTER_ENDPOINT'] || stored?.endpoint || 'http://127.0.0.1:8080',
    projectId: given.project || stored?.project_id || 'YOUR-PROJECT-ID',
    region: environment['MUSTER_REGION'] || 'local',
  }
}
