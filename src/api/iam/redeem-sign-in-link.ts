import { Type } from 'typebox'

import { forAccount } from '../../database/scope.ts'
import { operation } from '../../http/operation.ts'
import { redeemSignInLink } from '../../iam/sign-in-link.ts'
import { issueToken } from '../../iam/token.ts'
import { TokenAnswer, describeToken } from './token-answer.ts'

/** Turns the code of a one-time link into a token: ours, for the pages that the server serves. */
export const redeemLink = operation({
  id: 'RedeemSignInLink',
  tag: 'Identity',
  summary: 'Sign in by a one-time link',
  description:
    'The token stands in the answer’s header X-Subject-Token. A link signs in once, within ten minutes; the first start on a terminal prints one, and so does `muster admin user link`.',
  method: 'POST',
  url: '/v3/sign-in-links/redeem',
  access: 'public',
  schema: {
    body: Type.Object({ code: Type.String({ minLength: 1, maxLength: 255, writeOnly: true }) }),
    response: { 201: TokenAnswer },
  },
  handler: async ({ body, services, request, reply, audit }) => {
    const { caller, generation } = await redeemSignInLink(
      services.pool,
      services.database,
      body.code,
      (presented) => audit.presented(presented, 'link'),
    )
    const database = forAccount(services.pool, caller.accountId)
    const { accountId, userId } = caller
    const methods = ['token']
    const { token, ...times } = await issueToken(database, {
      accountId,
      userId,
      generation,
      methods,
      projectId: null,
    })
    return await reply
      .code(201)
      .header('x-subject-token', token)
      .send(await describeToken(database, { caller, methods, ...times }, { request, withCatalog: true }))
  },
})
