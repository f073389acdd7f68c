import { Type } from 'typebox'

import { OrNull } from '../../http/schemas.ts'

/** The fields of a user as ListUsers answers them (contract, workspace.md section 3). */
export const userAnswerFields = {
  id: Type.String(),
  sid: Type.String(),
  user_name: Type.String(),
  user_email: OrNull(Type.String()),
  total_desktops: Type.Optional(Type.Integer()),
  user_phone: OrNull(Type.String()),
  active_type: Type.String(),
  is_pre_user: Type.Boolean(),
  account_expires: Type.String({ description: 'UTC instant, or "0": never' }),
  password_never_expired: Type.Boolean(),
  account_expired: Type.Boolean(),
  enable_change_password: Type.Boolean(),
  next_login_change_password: Type.Boolean(),
  description: OrNull(Type.String()),
  locked: Type.Boolean(),
  disabled: Type.Boolean(),
  share_space_subscription: Type.Boolean(),
  share_space_desktops: Type.Integer(),
  group_names: Type.Array(Type.String()),
  enterprise_project_id: Type.String(),
  user_info_map: OrNull(Type.Record(Type.String(), Type.String())),
  domain: Type.String(),
  platform_type: Type.String(),
}
