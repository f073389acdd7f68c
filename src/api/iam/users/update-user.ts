import { Type } from 'typebox'

import { operation } from '../../../http/operation.ts'
import { protectAccountUser } from '../../../iam/principals/account-user.ts'
import { updateUser as update } from '../../../iam/principals/users.ts'
import { Description, Name } from '../fields.ts'
import { Email, Password, UserAnswer, UserParams, userAnswer } from './user.ts'

/** Changes an IAM user; its tokens end. */
export const updateUser = operation({
  id: 'UpdateUser',
  tag: 'Identity',
  summary: 'Change an IAM user',
  description:
    'What is not given stays. Its tokens and temporary keys end. The account’s own user is changed by itself only, and not disabled.',
  method: 'PUT',
  url: '/v3.0/OS-USER/users/:user_id',
  access: 'account',
  action: 'iam:users:updateUser',
  schema: {
    params: UserParams,
    body: Type.Object({
      user: Type.Object({
        name: Type.Optional(Name('user')),
        password: Type.Optional(Password),
        email: Type.Optional(Email),
        description: Type.Optional(Description),
        enabled: Type.Optional(Type.Boolean()),
      }),
    }),
    response: { 200: UserAnswer },
  },
  handler: async ({ params: { user_id: id }, body, caller, database, request }) => {
    await protectAccountUser(database, caller, id)
    const user = await update(database, caller.accountId, id, body.user)
    return { user: userAnswer(request, caller.accountId, user) }
  },
})
