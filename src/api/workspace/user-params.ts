import { Type } from 'typebox'

import { ProjectParams } from '../../http/schemas.ts'

export const UserParams = Type.Interface([ProjectParams], {
  user_id: Type.String({ minLength: 1, maxLength: 255, description: 'ID of the desktop user' }),
})
