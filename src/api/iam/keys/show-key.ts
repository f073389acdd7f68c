import { operation } from '../../../http/operation.ts'
import { showKey as show } from '../../../iam/principals/keys.ts'
import { KeyAnswer, KeyParams, isOwnKey, keyAnswer } from './key.ts'

/** One permanent access key, and when it was last used. */
export const showKey = operation({
  id: 'ShowPermanentAccessKey',
  tag: 'Identity',
  summary: 'Show an access key',
  description: 'Everybody may see his own. The secret is not shown.',
  method: 'GET',
  url: '/v3.0/OS-CREDENTIAL/credentials/:access_key',
  access: 'account',
  action: 'iam:credentials:getCredential',
  aboutOneself: isOwnKey,
  schema: { params: KeyParams, response: { 200: KeyAnswer } },
  handler: async ({ params, caller, database }) => ({
    credential: keyAnswer(await show(database, caller.accountId, params.access_key)),
  }),
})
