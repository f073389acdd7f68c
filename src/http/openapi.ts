import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'

import packageJson from '../../package.json' with { type: 'json' }
import { describeIn } from '../i18n/api-description.ts'
import type { Language } from '../i18n/dictionary.ts'
import { isKeystonePath } from './keystone-error.ts'
import type { Operation } from './operation.ts'
import { CHECK, Enum, ErrorAnswer, IGNORE_CASE, KeystoneErrorAnswer, RULE } from './schemas.ts'

/** `name` is the key by which operations refer to a tag, in every language; `x-display-name` is what is read. */
const tags = [
  { name: 'Users', 'x-display-name': 'Users', description: 'The directory and its export' },
  {
    name: 'User groups',
    'x-display-name': 'User groups',
    description: 'Groups of desktop users, their members and their exports',
  },
  {
    name: 'Export tasks',
    'x-display-name': 'Export tasks',
    description: 'Progress, files and deletion of exports',
  },
  {
    name: 'Audit',
    'x-display-name': 'Audit',
    description: 'Who did what, from where, and what came of it',
  },
  {
    name: 'Identity',
    'x-display-name': 'Identity',
    description:
      'Tokens, temporary keys, the look-ups that SDKs make; IAM users, groups, access keys, policies, grants, projects',
  },
]

const Query = Type.Object({
  language: Enum(['en_US', 'zh_CN'], { [IGNORE_CASE]: 'and-hyphens', default: 'en_US' }),
})

/**
 * Serves the OpenAPI 3.1 document at `/openapi.json`, made from the schemas that validate, in the language of
 * `?language=`. Accept-Language does not count: whoever generates code from the document gets the same everywhere.
 */
export async function describeApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Muster',
        version: packageJson.version,
        description:
          'A directory of desktop users, compatible with the Workspace API, and its export to Excel.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      tags,
      components: {
        securitySchemes: {
          token: {
            type: 'apiKey',
            in: 'header',
            name: 'X-Auth-Token',
            description: 'From POST /v3/auth/tokens',
          },
          signature: {
            type: 'apiKey',
            in: 'header',
            name: 'Authorization',
            description: 'SDK-HMAC-SHA256 with access key and secret key, as the official SDKs sign',
          },
        },
        schemas: { Error: ErrorAnswer, KeystoneError: KeystoneErrorAnswer },
      },
      security: [{ token: [] }, { signature: [] }],
    },
    transform: ({ schema, url, route }) => {
      const { operation } = route.config ?? {}
      const described = withErrors(withUpload(schema as Record<string, unknown>, operation), url)
      // That of a HEAD has been given an ending.
      return {
        schema: operation === undefined ? described : { ...described, operationId: operation.id },
        url,
      }
    },
  })
  const written = new Map<Language, string>()
  const write = (language: Language) => {
    const text = written.get(language) ?? JSON.stringify(describeIn(language, app.swagger()), asCallersSee)
    written.set(language, text)
    return text
  }
  app.get('/openapi.json', { schema: { hide: true, querystring: Query } }, async (request, reply) => {
    const { language } = request.query as Static<typeof Query>
    return await reply.type('application/json').send(write(language))
  })
}

const errorResponse = (schema: 'Error' | 'KeystoneError') => ({
  description: 'Error',
  content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } },
})

/** Every operation may answer an error; the one schema of it stands for all. */
function withErrors(schema: Record<string, unknown>, url: string): Record<string, unknown> {
  if (schema['hide'] === true) return schema
  const error = errorResponse(isKeystonePath(url) ? 'KeystoneError' : 'Error')
  return { ...schema, response: { ...(schema['response'] as object), default: error } }
}

/** A file is no part of what is validated, and yet of what is sent. */
function withUpload(
  schema: Record<string, unknown>,
  operation: Operation | undefined,
): Record<string, unknown> {
  if (operation?.upload === undefined) return schema
  const { field, description } = operation.upload
  const file = Type.Unsafe<unknown>({ type: 'string', format: 'binary', description })
  return { ...schema, consumes: ['multipart/form-data'], body: Type.Object({ [field]: file }) }
}

interface Documented {
  readonly required?: unknown
  readonly properties?: Readonly<Record<string, object>>
  readonly schema?: object
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Documented }>> }
}

/**
 * The schemas say what a request is once it is validated; callers are told what they may send. Fields with a
 * default can be left out, and so can a body that needs none. Keywords that only our validation knows are
 * dropped: what they say stands in descriptions as well.
 */
function asCallersSee(name: string, value: unknown): unknown {
  if ([CHECK, IGNORE_CASE, RULE].includes(name)) return undefined
  if (typeof value !== 'object' || value === null) return value
  const { required, properties = {}, schema, requestBody } = value as Documented
  const optional = (of: object | undefined) => of !== undefined && 'default' in of
  if (Array.isArray(required)) {
    return { ...value, required: required.filter((field: string) => !optional(properties[field])) }
  }
  if (required === true && optional(schema)) return { ...value, required: false }
  if (requestBody !== undefined) {
    const bodies = Object.values(requestBody.content).map((media) => media.schema)
    return { ...value, requestBody: { ...requestBody, required: bodies.some(needsFields) } }
  }
  return value
}

function needsFields({ required, properties = {} }: Documented): boolean {
  return (
    Array.isArray(required) && required.some((field: string) => !('default' in (properties[field] ?? {})))
  )
}
