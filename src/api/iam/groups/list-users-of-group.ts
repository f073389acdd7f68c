import { Type } from 'typebox'

import { operation } from '../../../http/operation.ts'
import { membersOf } from '../../../iam/principals/members.ts'
import { ListLinks, listLinks } from '../keystone-lists.ts'
import { User, userAnswer } from '../users/user.ts'
import { GroupParams } from './group.ts'

/** The IAM users in a group. */
export const listUsersOfGroup = operation({
  id: 'KeystoneListUsersForGroupByAdmin',
  tag: 'Identity',
  summary: 'List the IAM users of a group',
  method: 'GET',
  url: '/v3/groups/:group_id/users',
  access: 'account',
  action: 'iam:users:listUsersForGroup',
  schema: {
    params: GroupParams,
    response: { 200: Type.Object({ links: ListLinks, users: Type.Array(User) }) },
  },
  handler: async ({ params, caller, database, request }) => {
    const users = await membersOf(database, caller.accountId, params.group_id)
    return {
      links: listLinks(request),
      users: users.map((user) => userAnswer(request, caller.accountId, user)),
    }
  },
})
