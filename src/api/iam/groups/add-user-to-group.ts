import { NoContent, operation } from '../../../http/operation.ts'
import { protectAccountUser } from '../../../iam/principals/account-user.ts'
import { addMember } from '../../../iam/principals/members.ts'
import { MemberParams } from './group.ts'

/** Puts an IAM user into a group; its tokens end, since what it may do changes. */
export const addUserToGroup = operation({
  id: 'KeystoneAddUserToGroup',
  tag: 'Identity',
  summary: 'Put an IAM user into a group',
  method: 'PUT',
  url: '/v3/groups/:group_id/users/:user_id',
  access: 'account',
  action: 'iam:permissions:addUserToGroup',
  schema: { params: MemberParams, response: { 204: NoContent } },
  handler: async ({ params, caller, database, reply }) => {
    await protectAccountUser(database, caller, params.user_id)
    await addMember(database, caller.accountId, { groupId: params.group_id, userId: params.user_id })
    return await reply.code(204).send()
  },
})
