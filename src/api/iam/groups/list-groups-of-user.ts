import { Type } from 'typebox'

import { operation } from '../../../http/operation.ts'
import { groupsOf } from '../../../iam/principals/members.ts'
import { ListLinks, listLinks } from '../keystone-lists.ts'
import { UserParams, isOwnUser } from '../users/user.ts'
import { Group, groupAnswer } from './group.ts'

/** The groups that an IAM user is in. */
export const listGroupsOfUser = operation({
  id: 'KeystoneListGroupsForUser',
  tag: 'Identity',
  summary: 'List the groups of an IAM user',
  description: 'Everybody may see his own.',
  method: 'GET',
  url: '/v3/users/:user_id/groups',
  access: 'account',
  action: 'iam:groups:listGroupsForUser',
  aboutOneself: isOwnUser,
  schema: {
    params: UserParams,
    response: { 200: Type.Object({ links: ListLinks, groups: Type.Array(Group) }) },
  },
  handler: async ({ params, caller, database, request }) => {
    const groups = await groupsOf(database, caller.accountId, params.user_id)
    return {
      links: listLinks(request),
      groups: groups.map((group) => groupAnswer(request, caller.accountId, group)),
    }
  },
})
