import { Type } from 'typebox'

import { operation } from '../../../http/operation.ts'
import { ProjectParams } from '../../../http/schemas.ts'
import { showWebhook as show } from '../../../webhooks/webhook.ts'
import { webhookAnswer, webhookFields } from './fields.ts'

/** ShowWebhook, ours. */
export const showWebhook = operation({
  id: 'ShowWebhook',
  tag: 'Export tasks',
  summary: 'Show the webhook of a project',
  method: 'GET',
  url: '/v3/:project_id/webhook',
  access: 'project',
  action: 'workspace:tenants:getWebhook',
  inEnterpriseProjects: false,
  schema: { params: ProjectParams, response: { 200: Type.Object(webhookFields) } },
  handler: async ({ database, project }) => webhookAnswer(await show(database, project.id)),
})
