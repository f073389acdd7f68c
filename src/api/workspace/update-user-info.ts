import { type Static, Type } from 'typebox'

import { type UserChange, updateUser } from '../../directory/update-user.ts'
import { ifMatchHolds } from '../../http/if-match.ts'
import { operation } from '../../http/operation.ts'
import { ActiveType } from '../../http/schemas.ts'
import { etagOf } from './show-user-detail.ts'
import {
  AccountExpires,
  AliasName,
  Description,
  Email,
  Phone,
  UserInfoMap,
  instantOf,
} from './user-fields.ts'
import { UserParams } from './user-params.ts'

const Body = Type.Object({
  description: Type.Optional(Description),
  user_email: Type.Optional(Email),
  user_phone: Type.Optional(Phone),
  alias_name: Type.Optional(AliasName),
  active_type: Type.Optional(ActiveType()),
  account_expires: Type.Optional(AccountExpires),
  enable_change_password: Type.Optional(Type.Boolean()),
  next_login_change_password: Type.Optional(Type.Boolean()),
  password_never_expired: Type.Optional(Type.Boolean()),
  disabled: Type.Optional(Type.Boolean()),
  user_info_map: Type.Optional(UserInfoMap),
  group_ids: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 64 }), {
      maxItems: 5,
      description: 'All groups that the user is to be in',
    }),
  ),
})

/** UpdateUserInfo (contract, workspace.md section 3). */
export const updateUserInfo = operation({
  id: 'UpdateUserInfo',
  tag: 'Users',
  summary: 'Change a desktop user',
  description: 'What is not given stays; an empty text clears.',
  method: 'PUT',
  url: '/v2/:project_id/users/:user_id',
  access: 'project',
  action: 'workspace:users:update',
  bodyOptional: true,
  schema: {
    params: UserParams,
    headers: Type.Object({
      'if-match': Type.Optional(
        Type.String({ description: 'ETag from ListUserDetail: 412 if the user was changed since' }),
      ),
    }),
    body: Body,
    response: { 200: Type.Object({ id: Type.String() }) },
  },
  handler: async ({ database, permission, params, body, project, request, audit }) => {
    audit.note({ details: { fields: Object.keys(body) } })
    const scope = { enterprise_project_ids: permission.enterpriseProjects }
    await updateUser(database, project.id, params.user_id, scope, changeOf(body), (version) =>
      ifMatchHolds(request, etagOf(version)),
    )
    return { id: params.user_id }
  },
})

/** Texts that are cleared are stored as if they had never been given. */
function changeOf({ account_expires: expires, ...body }: Static<typeof Body>): UserChange {
  const change = Object.fromEntries(
    Object.entries(body).map(([field, value]) => [field, value === '' ? null : value]),
  )
  return expires === undefined ? change : { ...change, account_expires: instantOf(expires) }
}
