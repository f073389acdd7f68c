import { Type } from 'typebox'

import { operation } from '../../http/operation.ts'
import { SubjectHeaders, readSubject, subjectOf } from './subject-token.ts'
import { TokenAnswer, describeToken } from './token-answer.ts'

/** Whether a token holds, and what it says (contract, iam.md section 2). */
export const validateToken = operation({
  id: 'KeystoneValidateToken',
  tag: 'Identity',
  summary: 'Validate a token',
  description:
    'Of X-Subject-Token: one’s own, or for the account that of any of its users. 404 where it does not hold.',
  method: 'GET',
  url: '/v3/auth/tokens',
  access: 'account',
  schema: {
    headers: SubjectHeaders,
    querystring: Type.Object({ nocatalog: Type.Optional(Type.String()) }),
    response: { 200: TokenAnswer },
  },
  handler: async (call) => {
    const subject = await readSubject(call)
    void call.reply.header('x-subject-token', subjectOf(call))
    return await describeToken(call.database, subject, {
      request: call.request,
      withCatalog: call.query.nocatalog === undefined,
    })
  },
})
