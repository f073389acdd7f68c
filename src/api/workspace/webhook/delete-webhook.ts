import { NoContent, operation } from '../../../http/operation.ts'
import { ProjectParams } from '../../../http/schemas.ts'
import { deleteWebhook as remove } from '../../../webhooks/webhook.ts'

/** DeleteWebhook, ours. */
export const deleteWebhook = operation({
  id: 'DeleteWebhook',
  tag: 'Export tasks',
  summary: 'Delete the webhook of a project',
  description: 'Notices that were not taken yet go with it.',
  method: 'DELETE',
  url: '/v3/:project_id/webhook',
  access: 'project',
  action: 'workspace:tenants:deleteWebhook',
  inEnterpriseProjects: false,
  schema: { params: ProjectParams, response: { 204: NoContent } },
  handler: async ({ database, project, reply }) => {
    await remove(database, project.id)
    return await reply.code(204).send()
  },
})
