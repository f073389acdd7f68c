import { Type } from 'typebox'

import { ProjectParams, RULE } from '../../../http/schemas.ts'

export const GroupParams = Type.Interface([ProjectParams], {
  group_id: Type.String({ minLength: 1, maxLength: 255, description: 'ID of the user group' }),
})

/** In workbooks the names of a user's groups stand in one cell, separated by `; `: no name may look like two. */
export const GroupName = Type.String({
  minLength: 1,
  maxLength: 64,
  pattern: String.raw`^[^;\s]([^;]*[^;\s])?$`,
  [RULE]: '1-64 characters without `;`, neither beginning nor ending with a blank',
})

export const GroupDescription = Type.String({ maxLength: 255 })
