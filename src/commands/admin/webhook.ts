import { newId } from '../../ids.ts'
import { testNotice } from '../../webhooks/notice.ts'
import { Reach } from '../../webhooks/reach.ts'
import { requireWebhook } from '../../webhooks/require-webhook.ts'
import { sendNotice } from '../../webhooks/send-notice.ts'
import { deleteWebhook, sealedWebhook, setWebhook, showWebhook } from '../../webhooks/webhook.ts'
import { words } from '../words.ts'
import { projectId } from './find.ts'
import { type Admin, adminCommand, needed, text } from './run-admin.ts'

const { adminOptions: options } = words.cli
const project = { project: needed(options.project) }

const projectOf = (admin: Admin) => projectId(admin, admin.required('project'))

const reachOf = ({ settings }: Admin) => new Reach(settings.MUSTER_WEBHOOK_PRIVATE_NETWORKS)

/** `muster admin webhook …`: where a project is told of the ends of its tasks. */
export const webhookCommands = {
  set: adminCommand(
    'set',
    { ...project, url: needed(options.webhookUrl), secret: text(options.webhookSecret) },
    async (admin) => {
      const given = { url: admin.required('url'), secret: await admin.secret('secret') }
      requireWebhook(given, reachOf(admin))
      const { database, masterKey, account } = admin
      return await setWebhook(
        database,
        masterKey,
        { id: await projectOf(admin), accountId: account.id },
        given,
      )
    },
  ),
  show: adminCommand('show', project, async (admin) => showWebhook(admin.database, await projectOf(admin))),
  delete: adminCommand('delete', project, async (admin) =>
    deleteWebhook(admin.database, await projectOf(admin)),
  ),
  test: adminCommand('test', project, async (admin) => {
    const id = await projectOf(admin)
    const webhook = await sealedWebhook(admin.database, id)
    const { status, failure } = await sendNotice(
      { ...webhook, projectId: id },
      { id: newId(), notice: testNotice(id) },
      { masterKey: admin.masterKey, reach: reachOf(admin), signal: new AbortController().signal },
    )
    if (failure !== null) throw new Error(words.cli.webhookNotTaken(failure))
    return { url: webhook.url, status }
  }),
}
