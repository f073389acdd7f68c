import { Type } from 'typebox'

import { Instant, OrNull } from '../../../http/schemas.ts'
import type { ShownWebhook } from '../../../webhooks/webhook.ts'

/** A webhook as it is answered; its secret never is but where it was made. */
export const webhookFields = {
  url: Type.String(),
  create_time: Instant,
  update_time: Instant,
  last_try_time: OrNull(Type.String({ description: 'When something was last sent; null: never yet' })),
  last_failure: OrNull(Type.String({ description: 'Why the last notice was not taken; null: it was' })),
}

export const webhookAnswer = (webhook: ShownWebhook) => ({
  url: webhook.url,
  create_time: webhook.created_at.toISOString(),
  update_time: webhook.updated_at.toISOString(),
  last_try_time: webhook.tried_at?.toISOString() ?? null,
  last_failure: webhook.failure,
})
