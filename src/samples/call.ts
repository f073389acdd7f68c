import { camelCase, pascalCase, snakeCase } from './names.ts'
import {
  type OpenApiDocument,
  type OpenApiOperation,
  bodySchemaOf,
  findOperation,
  uploadFieldOf,
} from './openapi.ts'
import { type Field, type Value, valueOf } from './value.ts'

/** What is filled in, by the names of the wire; what is undefined is not sent. */
export interface CallValues {
  readonly path?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly header?: Readonly<Record<string, unknown>>
  readonly body?: unknown
}

/** Where the call goes. */
export interface CallContext {
  /** Base URL of the server, such as `http://127.0.0.1:8080`. */
  readonly endpoint: string
  readonly region: string
  readonly projectId: string
  /** ID of the account, for calls of global services; absent: a placeholder. */
  readonly domainId?: string | undefined
}

/** The names that SDKs have for an operation. */
export interface SdkNames {
  /** `workspace`, `iam` or `sts`. */
  readonly service: string
  /** `Workspace`, `Iam` or `Sts`. */
  readonly Service: string
  /** `v2` of Workspace, whatever the path says: the SDKs have one package for all of its paths. */
  readonly version: string
  /** Global services are called with the account's ID in place of a project's. */
  readonly global: boolean
  /** `exportUsersNew`. */
  readonly camel: string
  /** `ExportUsersNew`. */
  readonly pascal: string
  /** `export_users_new`. */
  readonly snake: string
  /** `ExportUsersNewRequest`. */
  readonly request: string
  /** `ExportUsersNewResponse`. */
  readonly response: string
  /** `ExportUsersNewReq`. */
  readonly body: string
}

/** One call of one operation: what every language's sample is written from. */
export interface SampleCall extends CallContext {
  readonly operationId: string
  readonly domainId: string
  /** In upper case. */
  readonly method: string
  /** The path with `{…}` for its parameters, such as `/v3/{project_id}/users/export`. */
  readonly url: string
  /** Without the project, which comes from the credentials. */
  readonly path: readonly Field[]
  readonly query: readonly Field[]
  readonly header: readonly Field[]
  /** Undefined: nothing is sent. */
  readonly body: Value | undefined
  /** The field of a form that a file is sent in; undefined: none is. */
  readonly upload: string | undefined
  /** Whether anybody may call, without credentials. */
  readonly open: boolean
  /** Whether the answer is a file, not JSON. */
  readonly download: boolean
  readonly sdk: SdkNames
}

/** The domain ID that a sample has where none is known. */
export const DOMAIN_PLACEHOLDER = 'YOUR-DOMAIN-ID'

/**
 * The call of an operation with the values that are filled in, and no others.
 *
 * @throws RangeError where the document has no such operation
 */
export function callOf(
  document: OpenApiDocument,
  operationId: string,
  values: CallValues,
  context: CallContext,
): SampleCall {
  const found = findOperation(document, operationId)
  if (found === undefined) throw new RangeError(`There is no operation ${operationId}`)
  const { method, url, operation } = found
  const sdk = namesOf(operationId, url)
  const fields = (place: keyof Omit<CallValues, 'body'>) => fieldsOf(operation, place, values[place] ?? {})
  return {
    endpoint: context.endpoint.replace(/\/+$/, ''),
    region: context.region,
    projectId: context.projectId,
    domainId: context.domainId ?? DOMAIN_PLACEHOLDER,
    operationId,
    method,
    url,
    path: fields('path'),
    query: fields('query'),
    header: fields('header'),
    body: bodyOf(operation, values.body, sdk.body),
    upload: uploadFieldOf(operation),
    open: operation.security?.length === 0,
    download: isDownload(operation),
    sdk,
  }
}

function fieldsOf(
  operation: OpenApiOperation,
  place: string,
  given: Readonly<Record<string, unknown>>,
): Field[] {
  return (operation.parameters ?? [])
    .filter((parameter) => parameter.in === place && parameter.name !== 'project_id')
    .filter(({ name }) => Object.hasOwn(given, name) && given[name] !== undefined)
    .map(({ name, required = false, schema }) => ({
      name,
      required,
      value: valueOf(given[name], schema, pascalCase(name)),
    }))
}

function bodyOf(operation: OpenApiOperation, given: unknown, className: string): Value | undefined {
  const schema = bodySchemaOf(operation)
  if (schema === undefined) return undefined
  // A body that must be there is sent, be it empty: the server says then what is missing.
  if (given === undefined && operation.requestBody?.required !== true) return undefined
  return valueOf(given ?? {}, schema, className)
}

const isDownload = ({ responses }: OpenApiOperation): boolean =>
  Object.entries(responses).some(
    ([status, { content = {} }]) => status.startsWith('2') && 'application/octet-stream' in content,
  )

/** The SDKs' classes of bodies that do not follow the rule of their service. */
const BODY_CLASSES: Readonly<Record<string, string>> = {
  CreateDesktopUser: 'CreateUserReq',
  DeleteExportTasks: 'DeleteExportTaskRequestBody',
}

function namesOf(operationId: string, url: string): SdkNames {
  const { service, version } = serviceOf(url)
  const pascal = pascalCase(operationId)
  return {
    service,
    Service: pascalCase(service),
    version,
    global: service !== 'workspace',
    camel: camelCase(operationId),
    pascal,
    snake: snakeCase(operationId),
    request: `${pascal}Request`,
    response: `${pascal}Response`,
    body: BODY_CLASSES[operationId] ?? `${pascal}${service === 'iam' ? 'RequestBody' : 'Req'}`,
  }
}

/** Workspace's paths name a project; STS has those of version 5; the rest is IAM's. */
function serviceOf(url: string): { service: string; version: string } {
  if (url.includes('{project_id}')) return { service: 'workspace', version: 'v2' }
  return url.startsWith('/v5/') ? { service: 'sts', version: 'v1' } : { service: 'iam', version: 'v3' }
}
