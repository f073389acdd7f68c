import { sql } from 'kysely'

import type { Database } from '../database/connect.ts'
import { errors } from '../errors.ts'
import type { MasterKey } from '../iam/master-key.ts'
import { webhookPurpose } from '../iam/webhook-secret.ts'
import { newSecret } from '../secret.ts'

/** A project's webhook, as it is shown: without its secret. */
export interface ShownWebhook {
  readonly url: string
  readonly created_at: Date
  readonly updated_at: Date
  /** When something was last sent to it; null: never. */
  readonly tried_at: Date | null
  /** What went wrong then; null: nothing. */
  readonly failure: string | null
}

/** A webhook that was set. */
export interface SetWebhook extends ShownWebhook {
  /** The secret, where it was made here: the only time that it is told. */
  readonly secret: string | null
}

const COLUMNS = ['url', 'created_at', 'updated_at', 'tried_at', 'failure'] as const

/**
 * Sets where a project's notices go.
 *
 * @param given without a secret that of the webhook stays, or one of 256 bits is made
 */
export async function setWebhook(
  database: Database,
  masterKey: MasterKey,
  project: { readonly id: string; readonly accountId: string },
  given: { readonly url: string; readonly secret?: string | undefined },
): Promise<SetWebhook> {
  const made = given.secret === undefined ? newSecret(32) : null
  const { added, ...webhook } = await database
    .insertInto('webhooks')
    .values({
      project_id: project.id,
      account_id: project.accountId,
      url: given.url,
      sealed_secret: masterKey.seal(given.secret ?? made ?? '', webhookPurpose(project.id)),
    })
    .onConflict((known) =>
      known.column('project_id').doUpdateSet((row) => ({
        url: row.ref('excluded.url'),
        updated_at: sql<Date>`clock_timestamp()`,
        tried_at: null,
        failure: null,
        ...(made === null ? { sealed_secret: row.ref('excluded.sealed_secret') } : {}),
      })),
    )
    .returning([...COLUMNS, sql<boolean>`xmax = 0`.as('added')])
    .executeTakeFirstOrThrow()
  return { ...webhook, secret: added ? made : null }
}

/** @throws ApiError webhookUnknown */
export async function showWebhook(database: Database, projectId: string): Promise<ShownWebhook> {
  const webhook = await database
    .selectFrom('webhooks')
    .select(COLUMNS)
    .where('project_id', '=', projectId)
    .executeTakeFirst()
  if (webhook === undefined) throw errors.webhookUnknown()
  return webhook
}

/** Where a project's notices go, and what they are signed with, sealed. @throws ApiError webhookUnknown */
export async function sealedWebhook(
  database: Database,
  projectId: string,
): Promise<{ url: string; sealedSecret: Buffer }> {
  const webhook = await database
    .selectFrom('webhooks')
    .select(['url', 'sealed_secret as sealedSecret'])
    .where('project_id', '=', projectId)
    .executeTakeFirst()
  if (webhook === undefined) throw errors.webhookUnknown()
  return webhook
}

/** Deletes a webhook and what was yet to be told to it. @throws ApiError webhookUnknown */
export async function deleteWebhook(database: Database, projectId: string): Promise<void> {
  const { numDeletedRows } = await database
    .deleteFrom('webhooks')
    .where('project_id', '=', projectId)
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw errors.webhookUnknown()
}
