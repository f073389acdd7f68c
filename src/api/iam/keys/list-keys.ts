import { Type } from 'typebox'

import { type OneselfQuestion, operation } from '../../../http/operation.ts'
import { listKeys as list } from '../../../iam/principals/keys.ts'
import { showUser } from '../../../iam/principals/users.ts'
import { Id } from '../fields.ts'
import { Key, keyAnswer } from './key.ts'

/** The permanent access keys of an IAM user. */
export const listKeys = operation({
  id: 'ListPermanentAccessKeys',
  tag: 'Identity',
  summary: 'List the access keys of an IAM user',
  description: 'Without `user_id` one’s own, which everybody may see. No secrets are shown.',
  method: 'GET',
  url: '/v3.0/OS-CREDENTIAL/credentials',
  access: 'account',
  action: 'iam:credentials:listCredentials',
  aboutOneself: isOfOneself,
  schema: {
    querystring: Type.Object({ user_id: Type.Optional(Id('ID of the IAM user')) }),
    response: { 200: Type.Object({ credentials: Type.Array(Key) }) },
  },
  handler: async ({ query, caller, database }) => {
    const { id } = await showUser(database, caller.accountId, query.user_id ?? caller.userId)
    const keys = await list(database, caller.accountId, id)
    return { credentials: keys.map(keyAnswer) }
  },
})

function isOfOneself({ request, caller }: OneselfQuestion): boolean {
  const { user_id: userId = caller.userId } = request.query as { user_id?: unknown }
  return userId === caller.userId
}
