import { Type } from 'typebox'

import { operation } from '../../http/operation.ts'
import { LONGEST_ENCODED, openReason } from '../../iam/refusal/sealed-reason.ts'

/** DecodeAuthorizationMessage: the reason of a refusal, opened for the account that was refused (contract, iam.md section 4). */
export const decodeAuthorizationMessage = operation({
  id: 'DecodeAuthorizationMessage',
  tag: 'Identity',
  summary: 'Decode the reason of a refusal',
  description:
    'Opens the `encoded_authorization_message` of a 403 of the same account: who wanted to do what, on what, and by which statements it was refused.',
  method: 'POST',
  url: '/v5/decode-authorization-message',
  access: 'account',
  action: 'sts::decodeAuthorizationMessage',
  schema: {
    body: Type.Object({ encoded_message: Type.String({ minLength: 1, maxLength: LONGEST_ENCODED }) }),
    response: { 200: Type.Object({ decoded_message: Type.String({ description: 'JSON' }) }) },
  },
  handler: async ({ body, caller, services }) => ({
    decoded_message: await openReason(services.reasonKeys, caller.accountId, body.encoded_message),
  }),
})
