import { Type } from 'typebox'

import { operation } from '../../../http/operation.ts'
import { OrNull, ProjectParams, RULE } from '../../../http/schemas.ts'
import { Reach } from '../../../webhooks/reach.ts'
import { SECRET_PATTERN, SECRET_RULE, requireWebhook } from '../../../webhooks/require-webhook.ts'
import { setWebhook as set } from '../../../webhooks/webhook.ts'
import { webhookAnswer, webhookFields } from './fields.ts'

/** SetWebhook, ours: where the project is told of the ends of its tasks (docs/guides/webhooks.md). */
export const setWebhook = operation({
  id: 'SetWebhook',
  tag: 'Export tasks',
  summary: 'Set the webhook of a project',
  description:
    'Each task that ends in SUCCESS or FAIL is told to it by a POST of JSON, signed with HMAC-SHA256 in the header X-Muster-Signature. What is not answered by 2xx is sent again for about a day.',
  method: 'PUT',
  url: '/v3/:project_id/webhook',
  access: 'project',
  action: 'workspace:tenants:setWebhook',
  inEnterpriseProjects: false,
  schema: {
    params: ProjectParams,
    body: Type.Object({
      url: Type.String({ minLength: 1, maxLength: 2048, description: 'URL of https or http' }),
      secret: Type.Optional(
        Type.String({
          pattern: SECRET_PATTERN,
          [RULE]: SECRET_RULE,
          description: 'Signs the notices; absent: that of before, or one is made and answered this once',
        }),
      ),
    }),
    response: {
      200: Type.Object({
        ...webhookFields,
        secret: OrNull(Type.String({ description: 'The secret that was made; null: none was' })),
      }),
    },
  },
  handler: async ({ body, database, project, services, audit }) => {
    requireWebhook(body, new Reach(services.settings.MUSTER_WEBHOOK_PRIVATE_NETWORKS))
    audit.note({ details: { host: new URL(body.url).host } })
    const { secret, ...webhook } = await set(database, services.masterKey, project, body)
    return { ...webhookAnswer(webhook), secret }
  },
})
