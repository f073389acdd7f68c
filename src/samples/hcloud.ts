import type { SampleCall } from './call.ts'
import { literals } from './literals.ts'
import { headerName, textOf } from './request-target.ts'
import type { Value } from './value.ts'

const { bash } = literals

/** KooCLI. */
export function writeHcloud(call: SampleCall): string {
  const { sdk } = call
  const service = sdk.service === 'workspace' ? 'Workspace' : sdk.service.toUpperCase()
  const parameters: (readonly [string, string])[] = [
    ['cli-endpoint', call.endpoint],
    ['cli-region', call.region],
    sdk.global ? ['cli-domain-id', call.domainId] : ['project_id', call.projectId],
    ...[...call.path, ...call.query].flatMap(({ name, value }) => parametersOf(name, value)),
    ...call.header.flatMap(({ name, value }) => parametersOf(headerName(name), value)),
    ...(call.body === undefined ? [] : parametersOf('', call.body)),
  ]
  const options = [
    '--cli-access-key="$CLOUD_SDK_AK"',
    '--cli-secret-key="$CLOUD_SDK_SK"',
    ...parameters.map(([name, value]) => `--${optionName(name)}=${bash(value)}`),
  ]
  return `${[`hcloud ${service} ${call.operationId}`, ...options].join(' \\\n  ')}\n`
}

/** A key of a map may be any text; it is quoted where the shell would see more in it. */
const optionName = (name: string): string => (/^[\w.-]+$/.test(name) ? name : bash(name))

/** KooCLI's parameters of a value: `users.1.user_name` for the first user's; empty lists and maps as such. */
function parametersOf(name: string, value: Value): (readonly [string, string])[] {
  const inner = (part: string) => (name === '' ? part : `${name}.${part}`)
  switch (value.kind) {
    case 'array':
      return value.items.length === 0
        ? [[name, '[]']]
        : value.items.flatMap((item, index) => parametersOf(inner(String(index + 1)), item))
    case 'map':
      return value.entries.length === 0 && name !== ''
        ? [[name, '{}']]
        : value.entries.flatMap(([key, item]) => parametersOf(inner(key), item))
    case 'object':
      return value.fields.length === 0 && name !== ''
        ? [[name, '{}']]
        : value.fields.flatMap((field) => parametersOf(inner(field.name), field.value))
    default:
      return name === '' ? [] : [[name, textOf(value)]]
  }
}
