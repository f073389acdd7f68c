import { NoContent, operation } from '../../../http/operation.ts'
import { protectAccountUser } from '../../../iam/principals/account-user.ts'
import { deleteKey as remove, showKey } from '../../../iam/principals/keys.ts'
import { KeyParams, isOwnKey } from './key.ts'

/** Deletes a permanent access key: what it signs from now on is refused. */
export const deleteKey = operation({
  id: 'DeletePermanentAccessKey',
  tag: 'Identity',
  summary: 'Delete an access key',
  description: 'Everybody may delete his own. The tokens of the key’s user end.',
  method: 'DELETE',
  url: '/v3.0/OS-CREDENTIAL/credentials/:access_key',
  access: 'account',
  action: 'iam:credentials:deleteCredential',
  aboutOneself: isOwnKey,
  schema: { params: KeyParams, response: { 204: NoContent } },
  handler: async ({ params: { access_key: accessKey }, caller, database, reply }) => {
    const { user_id: owner } = await showKey(database, caller.accountId, accessKey)
    await protectAccountUser(database, caller, owner)
    await remove(database, caller.accountId, accessKey)
    return await reply.code(204).send()
  },
})
