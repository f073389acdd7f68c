import { Type } from 'typebox'

import { operation } from '../../http/operation.ts'
import { OrNull } from '../../http/schemas.ts'
import { endpointOf } from './endpoint.ts'
import { Links, ListLinks, listLinks } from './keystone-lists.ts'

/** The one region, that of the setting (contract, iam.md section 2). */
export const listRegions = operation({
  id: 'KeystoneListRegions',
  tag: 'Identity',
  summary: 'List regions',
  method: 'GET',
  url: '/v3/regions',
  access: 'account',
  schema: {
    response: {
      200: Type.Object({
        links: ListLinks,
        regions: Type.Array(
          Type.Object({
            id: Type.String(),
            type: Type.Literal('public'),
            description: Type.String(),
            parent_region_id: OrNull(Type.String()),
            locales: Type.Object({ 'en-us': Type.String(), 'zh-cn': Type.String() }),
            links: Links,
          }),
        ),
      }),
    },
  },
  handler: async ({ services, request }) => {
    const id = services.settings.MUSTER_REGION
    const self = `${endpointOf(request)}/v3/regions/${encodeURIComponent(id)}`
    return {
      links: listLinks(request),
      regions: [
        {
          id,
          // What SDKs look for before they make a project of a region's name.
          type: 'public' as const,
          description: '',
          parent_region_id: null,
          locales: { 'en-us': id, 'zh-cn': id },
          links: { self },
        },
      ],
    }
  },
})
