import { Type } from 'typebox'

import { errors } from '../../../errors.ts'
import { NoContent, operation } from '../../../http/operation.ts'
import { updateUser } from '../../../iam/principals/users.ts'
import { signIn } from '../../../iam/sign-in.ts'
import { Password, UserParams } from './user.ts'

/** Lets somebody who knows his password have another one. */
export const changeOwnPassword = operation({
  id: 'KeystoneUpdateUserPassword',
  tag: 'Identity',
  summary: 'Change one’s own password',
  description:
    'Needs the present one, and no grant. All of one’s tokens end. Another’s is set by UpdateUser, by who may.',
  method: 'POST',
  url: '/v3/users/:user_id/password',
  access: 'account',
  schema: {
    params: UserParams,
    body: Type.Object({
      user: Type.Object({
        original_password: Type.String({
          minLength: 1,
          maxLength: 1024,
          pattern: String.raw`^\P{Cc}*$`,
          writeOnly: true,
        }),
        password: Password,
      }),
    }),
    response: { 204: NoContent },
  },
  handler: async ({ params, body: { user }, caller, database, services, reply }) => {
    if (params.user_id !== caller.userId) throw errors.projectForeign()
    await signIn(services.database, { id: caller.userId, password: user.original_password })
    await updateUser(database, caller.accountId, caller.userId, { password: user.password })
    return await reply.code(204).send()
  },
})
