import { NoContent, operation } from '../../../http/operation.ts'
import { deleteGroup as remove } from '../../../iam/principals/groups.ts'
import { GroupParams } from './group.ts'

/** Deletes a group with its memberships and grants. */
export const deleteGroup = operation({
  id: 'KeystoneDeleteGroup',
  tag: 'Identity',
  summary: 'Delete a group of IAM users',
  description: 'Its grants go with it; its members stay, and their tokens end.',
  method: 'DELETE',
  url: '/v3/groups/:group_id',
  access: 'account',
  action: 'iam:groups:deleteGroup',
  schema: { params: GroupParams, response: { 204: NoContent } },
  handler: async ({ params, caller, database, reply }) => {
    await remove(database, caller.accountId, params.group_id)
    return await reply.code(204).send()
  },
})
