import { Type } from 'typebox'

import { operation } from '../../../http/operation.ts'
import { protectAccountUser } from '../../../iam/principals/account-user.ts'
import { showKey, updateKey as update } from '../../../iam/principals/keys.ts'
import { Description } from '../fields.ts'
import { KeyAnswer, KeyParams, Status, isOwnKey, keyAnswer } from './key.ts'

/** Enables, disables or describes a permanent access key. */
export const updateKey = operation({
  id: 'UpdatePermanentAccessKey',
  tag: 'Identity',
  summary: 'Enable, disable or describe an access key',
  description:
    'What is not given stays. Everybody may change his own. Another status ends the tokens of the key’s user.',
  method: 'PUT',
  url: '/v3.0/OS-CREDENTIAL/credentials/:access_key',
  access: 'account',
  action: 'iam:credentials:updateCredential',
  aboutOneself: isOwnKey,
  schema: {
    params: KeyParams,
    body: Type.Object({
      credential: Type.Object({
        status: Type.Optional(Status),
        description: Type.Optional(Description),
      }),
    }),
    response: { 200: KeyAnswer },
  },
  handler: async ({ params: { access_key: accessKey }, body: { credential }, caller, database }) => {
    const { user_id: owner } = await showKey(database, caller.accountId, accessKey)
    await protectAccountUser(database, caller, owner)
    const { status, description } = credential
    const enabled = status === undefined ? undefined : status === 'active'
    const key = await update(database, caller.accountId, accessKey, { enabled, description })
    return { credential: keyAnswer(key) }
  },
})
