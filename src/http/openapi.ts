import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'

import packageJson from '../../package.json' with { type: 'json' }
import { ErrorAnswer, IGNORE_CASE, RULE } from './schemas.ts'

/** Serves the OpenAPI 3.1 document at `/openapi.json`, made from the schemas that validate. */
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
      tags: [
        { name: 'Users', description: 'The directory and its export' },
        { name: 'Export tasks', description: 'Progress, files and deletion of exports' },
        { name: 'Identity', description: 'Tokens' },
      ],
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
        schemas: { Error: ErrorAnswer },
      },
      security: [{ token: [] }, { signature: [] }],
    },
    transform: ({ schema, url }) => ({ schema: withErrors(schema as Record<string, unknown>), url }),
  })
  app.get('/openapi.json', { schema: { hide: true } }, async (_request, reply) => {
    return await reply.type('application/json').send(JSON.stringify(app.swagger(), withoutOwnKeywords))
  })
}

const JSON_ERROR = {
  description: 'Error',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
}

/** Every operation may answer an error; the one schema of it stands for all. */
function withErrors(schema: Record<string, unknown>): Record<string, unknown> {
  if (schema['hide'] === true) return schema
  return { ...schema, response: { ...(schema['response'] as object), default: JSON_ERROR } }
}

/** Keywords that only our validation knows. What they say stands in descriptions as well. */
function withoutOwnKeywords(name: string, value: unknown): unknown {
  return name === IGNORE_CASE || name === RULE ? undefined : value
}
