import { Type } from 'typebox'

import { type ListedGroup, listGroups } from '../../../directory/list-groups.ts'
import { operation } from '../../../http/operation.ts'
import { Enum, Instant, Offset, OrNull, ProjectParams } from '../../../http/schemas.ts'

const MOST = 100

const Group = Type.Object({
  id: Type.String(),
  name: Type.String(),
  create_time: Instant,
  description: Type.String(),
  user_quantity: Type.Integer({ description: 'Members that the caller may see' }),
  parent: Type.Null({ description: 'Groups are not nested here' }),
  realm_id: OrNull(Type.String()),
  platform_type: Enum(['AD', 'LOCAL']),
  group_dn: OrNull(Type.String()),
  domain: OrNull(Type.String()),
  sid: Type.String(),
  total_desktops: Type.Integer({ description: 'Desktops of these members' }),
})

/** ListUserGroups (contract, workspace.md section 4). */
export const listUserGroups = operation({
  id: 'ListUserGroups',
  tag: 'User groups',
  summary: 'List user groups',
  method: 'GET',
  url: '/v2/:project_id/groups',
  access: 'project',
  action: 'workspace:userGroups:list',
  schema: {
    params: ProjectParams,
    querystring: Type.Object({
      keyword: Type.Optional(
        Type.String({ maxLength: 255, description: 'Substring of the name, ignoring case' }),
      ),
      limit: Type.Integer({ minimum: 0, maximum: MOST, default: MOST, description: `0: ${MOST}` }),
      offset: Offset,
    }),
    response: { 200: Type.Object({ total_count: Type.Integer(), user_groups: Type.Array(Group) }) },
  },
  handler: async ({ database, permission, query, project }) => {
    const { totalCount, groups } = await listGroups(database, project.id, {
      filter: { name: query.keyword },
      scope: { enterprise_project_ids: permission.enterpriseProjects },
      offset: query.offset,
      limit: query.limit === 0 ? MOST : query.limit,
    })
    return { total_count: totalCount, user_groups: groups.map(onTheWire) }
  },
})

/** The vendor's groups can come from a Windows domain, whose names ours do not have; the ID stands for a SID. */
function onTheWire({ number: _, created_at: created, users, desktops, ...group }: ListedGroup) {
  return {
    ...group,
    create_time: created.toISOString(),
    user_quantity: users,
    total_desktops: desktops,
    parent: null,
    realm_id: null,
    group_dn: null,
    domain: null,
    sid: group.id,
  }
}
