import { operation } from '../../../http/operation.ts'
import { showGroup as show } from '../../../iam/principals/groups.ts'
import { GroupAnswer, GroupParams, groupAnswer } from './group.ts'

/** One group of IAM users. */
export const showGroup = operation({
  id: 'KeystoneShowGroup',
  tag: 'Identity',
  summary: 'Show a group of IAM users',
  method: 'GET',
  url: '/v3/groups/:group_id',
  access: 'account',
  action: 'iam:groups:getGroup',
  schema: { params: GroupParams, response: { 200: GroupAnswer } },
  handler: async ({ params, caller, database, request }) => ({
    group: groupAnswer(request, caller.accountId, await show(database, caller.accountId, params.group_id)),
  }),
})
