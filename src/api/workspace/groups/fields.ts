import { Type } from 'typebox'

import { ProjectParams } from '../../../http/schemas.ts'

export const GroupParams = Type.Interface([ProjectParams], {
  group_id: Type.String({ minLength: 1, maxLength: 255, description: 'ID of the user group' }),
})
