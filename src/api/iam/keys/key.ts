import { type Static, Type } from 'typebox'

import type { OneselfQuestion } from '../../../http/operation.ts'
import { Enum, OrNull, RULE } from '../../../http/schemas.ts'
import { type ShownKey, isKeyOf } from '../../../iam/principals/keys.ts'
import { keystoneTime } from '../keystone-time.ts'

const ACCESS_KEY = '^[A-Za-z0-9]{1,64}$'

export const KeyParams = Type.Object({
  access_key: Type.String({
    minLength: 1,
    maxLength: 64,
    pattern: ACCESS_KEY,
    [RULE]: '1-64 letters and digits',
    description: 'Access key (AK)',
  }),
})

export const Status = Enum(['active', 'inactive'])

/** An access key without its secret. */
export const Key = Type.Object({
  access: Type.String(),
  user_id: Type.String(),
  status: Type.String({ enum: ['active', 'inactive'] }),
  description: Type.String(),
  create_time: Type.String(),
  last_use_time: OrNull(Type.String({ description: 'Null: never' })),
})

export const KeyAnswer = Type.Object({ credential: Key })

export const keyAnswer = (key: ShownKey): Static<typeof Key> => ({
  access: key.access_key,
  user_id: key.user_id,
  status: key.enabled ? 'active' : 'inactive',
  description: key.description,
  create_time: keystoneTime(key.created_at),
  last_use_time: key.last_used_at === null ? null : keystoneTime(key.last_used_at),
})

/** A request on a key by who has it. */
export async function isOwnKey({ request, caller, database }: OneselfQuestion): Promise<boolean> {
  const { access_key: accessKey = '' } = request.params as { access_key?: string }
  // It is not validated yet, and PostgreSQL has no text with U+0000.
  if (!new RegExp(ACCESS_KEY).test(accessKey)) return false
  return await isKeyOf(database, caller.accountId, { accessKey, userId: caller.userId })
}
