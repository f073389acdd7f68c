import { NoContent, operation } from '../../../http/operation.ts'
import { protectAccountUser } from '../../../iam/principals/account-user.ts'
import { removeMember } from '../../../iam/principals/members.ts'
import { MemberParams } from './group.ts'

/** Takes an IAM user out of a group; its tokens end. */
export const removeUserFromGroup = operation({
  id: 'KeystoneRemoveUserFromGroup',
  tag: 'Identity',
  summary: 'Take an IAM user out of a group',
  method: 'DELETE',
  url: '/v3/groups/:group_id/users/:user_id',
  access: 'account',
  action: 'iam:permissions:removeUserFromGroup',
  schema: { params: MemberParams, response: { 204: NoContent } },
  handler: async ({ params, caller, database, reply }) => {
    await protectAccountUser(database, caller, params.user_id)
    await removeMember(database, caller.accountId, { groupId: params.group_id, userId: params.user_id })
    return await reply.code(204).send()
  },
})
