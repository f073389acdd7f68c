import { Type } from 'typebox'

import { ActiveType, Enum } from '../../http/schemas.ts'

/** The filters of ListUsers, as query parameters (contract, workspace.md section 3). All combine by AND. */
export const userFilterFields = {
  user_name: Type.Optional(Type.String({ maxLength: 255, description: 'Substring, ignoring case' })),
  user_names: Type.Optional(Type.Array(Type.String({ maxLength: 255 }), { maxItems: 100 })),
  description: Type.Optional(Type.String({ maxLength: 255, description: 'Substring, ignoring case' })),
  active_type: Type.Optional(ActiveType({ description: 'Absent: both' })),
  group_name: Type.Optional(Type.String({ maxLength: 255, description: 'Whole name of a group' })),
  share_space_subscription: Type.Optional(Type.Boolean()),
  share_space_desktops: Type.Optional(Type.Boolean()),
  enterprise_project_id: Type.Optional(Type.String({ maxLength: 255 })),
  domain: Type.Optional(Type.String({ maxLength: 255 })),
  disabled: Type.Optional(Type.Boolean()),
  platform_type: Type.Optional(Enum(['AD', 'LOCAL', 'UOS'])),
}
