import { Type } from 'typebox'

import { type UserDetail, findUser } from '../../directory/find-users.ts'
import { operation } from '../../http/operation.ts'
import { Instant, OrNull } from '../../http/schemas.ts'
import { userAnswerFields } from './user-answer.ts'
import { UserParams } from './user-params.ts'

const { account_expires: _, total_desktops: _desktops, ...sharedFields } = userAnswerFields

const Detail = Type.Object({
  ...sharedFields,
  account_expires: Type.Integer({ description: 'Milliseconds since 1970 (UTC); 0: never' }),
  total_desktops: Type.Integer(),
  user_expired: Type.Boolean(),
  enabled_change_password: Type.Boolean({
    description: 'The same as `enable_change_password`, by the name that the SDKs read',
  }),
  object_sid: Type.String(),
  sam_account_name: Type.String(),
  user_principal_name: Type.String({ description: '`user_name@domain`, or the name alone' }),
  full_name: Type.String({ description: 'The alias, or the user name' }),
  distinguished_name: OrNull(Type.String({ description: 'Null: the user is in no domain tree' })),
  account_type: Type.Integer({ description: '0: user' }),
  when_created: Instant,
})

/** ListUserDetail (contract, workspace.md section 3). */
export const showUserDetail = operation({
  id: 'ListUserDetail',
  tag: 'Users',
  summary: 'Show a desktop user',
  description: 'Answers an ETag: UpdateUserInfo with it as If-Match is refused if somebody else was faster.',
  method: 'GET',
  url: '/v2/:project_id/users/:user_id',
  access: 'project',
  action: 'workspace:users:get',
  schema: { params: UserParams, response: { 200: Type.Object({ user_detail: Detail }) } },
  handler: async ({ database, permission, params, project, reply }) => {
    const scope = { enterprise_project_ids: permission.enterpriseProjects }
    const user = await findUser(database, project.id, params.user_id, scope)
    return await reply.header('etag', etagOf(user.version)).send({ user_detail: onTheWire(user) })
  },
})

/** The entity tag of a user's version. */
export const etagOf = (version: string): string => `"${version}"`

/** What a Windows domain would tell is made of what there is: the ID in place of a SID. */
function onTheWire({ version: _version, alias_name: alias, created_at: created, ...user }: UserDetail) {
  return {
    ...user,
    sid: user.id,
    object_sid: user.id,
    account_expires: user.account_expires?.getTime() ?? 0,
    user_expired: user.account_expired,
    enabled_change_password: user.enable_change_password,
    sam_account_name: user.user_name,
    user_principal_name: user.domain === '' ? user.user_name : `${user.user_name}@${user.domain}`,
    full_name: alias || user.user_name,
    distinguished_name: null,
    account_type: 0,
    when_created: created.toISOString(),
  }
}
