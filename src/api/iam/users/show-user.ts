import { operation } from '../../../http/operation.ts'
import { showUser as show } from '../../../iam/principals/users.ts'
import { UserAnswer, UserParams, isOwnUser, userAnswer } from './user.ts'

/** One IAM user. */
export const showUser = operation({
  id: 'ShowUser',
  tag: 'Identity',
  summary: 'Show an IAM user',
  description: 'Everybody may see himself.',
  method: 'GET',
  url: '/v3.0/OS-USER/users/:user_id',
  access: 'account',
  action: 'iam:users:getUser',
  aboutOneself: isOwnUser,
  schema: { params: UserParams, response: { 200: UserAnswer } },
  handler: async ({ params, caller, database, request }) => ({
    user: userAnswer(request, caller.accountId, await show(database, caller.accountId, params.user_id)),
  }),
})
