import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'

import { operation } from '../../http/operation.ts'
import { endpointOf } from './endpoint.ts'

const Version = Type.Object({
  id: Type.String(),
  status: Type.String(),
  updated: Type.String(),
  links: Type.Array(Type.Object({ rel: Type.String(), href: Type.String() })),
  'media-types': Type.Array(Type.Object({ base: Type.String(), type: Type.String() })),
})

/** The identity API's version 3 as Keystone's clients look it up; the minor number is that of the published API. */
const version3 = (request: FastifyRequest) => ({
  id: 'v3.6',
  status: 'stable',
  updated: '2016-04-04T00:00:00Z',
  links: [{ rel: 'self', href: `${endpointOf(request)}/v3/` }],
  'media-types': [{ base: 'application/json', type: 'application/vnd.openstack.identity-v3+json' }],
})

const showVersionAt = (url: string, id: string) =>
  operation({
    id,
    tag: 'Identity',
    summary: 'Show the version of the identity API',
    method: 'GET',
    url,
    access: 'public',
    schema: { response: { 200: Type.Object({ version: Version }) } },
    handler: async ({ request }) => ({ version: version3(request) }),
  })

/** The version document (contract, iam.md section 2), and the same with the slash that its own link ends in. */
export const showVersion = showVersionAt('/v3', 'ShowApiVersion')
export const showVersionBySlash = showVersionAt('/v3/', 'ShowApiVersionBySlash')

/** All versions: there is one. With 200 rather than Keystone's 300, so that nobody takes the server for moved. */
export const listVersions = operation({
  id: 'ListApiVersions',
  tag: 'Identity',
  summary: 'List the versions of the identity API',
  method: 'GET',
  url: '/',
  access: 'public',
  schema: {
    response: { 200: Type.Object({ versions: Type.Object({ values: Type.Array(Version) }) }) },
  },
  handler: async ({ request }) => ({ versions: { values: [version3(request)] } }),
})
