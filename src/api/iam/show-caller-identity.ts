import { Type } from 'typebox'

import { operation } from '../../http/operation.ts'

/** Who the caller is; no permission is needed for that (contract, iam.md section 2). */
export const getCallerIdentity = operation({
  id: 'GetCallerIdentity',
  tag: 'Identity',
  summary: 'Show who is calling',
  method: 'GET',
  url: '/v5/caller-identity',
  access: 'account',
  schema: {
    response: {
      200: Type.Object({
        account_id: Type.String(),
        principal_urn: Type.String({ description: 'iam::<account ID>:user:<user name>' }),
        principal_id: Type.String(),
      }),
    },
  },
  handler: async ({ caller: { accountId, userId, userName } }) => ({
    account_id: accountId,
    principal_urn: `iam::${accountId}:user:${userName}`,
    principal_id: userId,
  }),
})
