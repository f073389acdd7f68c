import { Type } from 'typebox'

import { operation } from '../../http/operation.ts'
import { endpointOf } from './endpoint.ts'
import { Links, ListLinks, listLinks } from './keystone-lists.ts'

/** The caller's account; an SDK finds its account's ID here (contract, iam.md section 2). */
export const listAuthDomains = operation({
  id: 'KeystoneListAuthDomains',
  tag: 'Identity',
  summary: 'Show the account',
  method: 'GET',
  url: '/v3/auth/domains',
  access: 'account',
  schema: {
    response: {
      200: Type.Object({
        links: ListLinks,
        domains: Type.Array(
          Type.Object({
            id: Type.String(),
            name: Type.String(),
            description: Type.String(),
            enabled: Type.Boolean(),
            links: Links,
          }),
        ),
      }),
    },
  },
  handler: async ({ caller: { accountId: id, accountName: name }, request }) => ({
    links: listLinks(request),
    domains: [
      {
        id,
        name,
        description: '',
        enabled: true,
        links: { self: `${endpointOf(request)}/v3/domains/${encodeURIComponent(id)}` },
      },
    ],
  }),
})
