import { NoContent, operation } from '../../../http/operation.ts'
import { protectAccountUser } from '../../../iam/principals/account-user.ts'
import { deleteUser as remove } from '../../../iam/principals/users.ts'
import { UserParams } from './user.ts'

/** Deletes an IAM user with its keys, tokens, memberships and grants. */
export const deleteUser = operation({
  id: 'KeystoneDeleteUser',
  tag: 'Identity',
  summary: 'Delete an IAM user',
  description:
    'Its access keys, tokens, memberships and grants go with it; what it exported stays. The account’s own user is not deleted.',
  method: 'DELETE',
  url: '/v3/users/:user_id',
  access: 'account',
  action: 'iam:users:deleteUser',
  schema: { params: UserParams, response: { 204: NoContent } },
  handler: async ({ params: { user_id: id }, caller, database, reply }) => {
    await protectAccountUser(database, caller, id)
    await remove(database, caller.accountId, id)
    return await reply.code(204).send()
  },
})
