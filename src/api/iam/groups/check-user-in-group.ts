import { NoContent, operation } from '../../../http/operation.ts'
import { requireMember } from '../../../iam/principals/members.ts'
import { MemberParams } from './group.ts'

/** Whether an IAM user is in a group: 204, or 404. */
export const checkUserInGroup = operation({
  id: 'KeystoneCheckUserInGroup',
  tag: 'Identity',
  summary: 'Ask whether an IAM user is in a group',
  method: 'HEAD',
  url: '/v3/groups/:group_id/users/:user_id',
  access: 'account',
  action: 'iam:permissions:checkUserInGroup',
  schema: { params: MemberParams, response: { 204: NoContent } },
  handler: async ({ params, caller, database, reply }) => {
    await requireMember(database, caller.accountId, { groupId: params.group_id, userId: params.user_id })
    return await reply.code(204).send()
  },
})
