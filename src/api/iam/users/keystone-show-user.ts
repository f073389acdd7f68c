import { operation } from '../../../http/operation.ts'
import { showUser } from '../../../iam/principals/users.ts'
import { UserAnswer, UserParams, isOwnUser, userAnswer } from './user.ts'

/** The same as ShowUser, where OpenStack's clients look for it. */
export const keystoneShowUser = operation({
  id: 'KeystoneShowUser',
  tag: 'Identity',
  summary: 'Show an IAM user, by Keystone’s path',
  description: 'Everybody may see himself.',
  method: 'GET',
  url: '/v3/users/:user_id',
  access: 'account',
  action: 'iam:users:getUser',
  aboutOneself: isOwnUser,
  schema: { params: UserParams, response: { 200: UserAnswer } },
  handler: async ({ params, caller, database, request }) => ({
    user: userAnswer(request, caller.accountId, await showUser(database, caller.accountId, params.user_id)),
  }),
})
