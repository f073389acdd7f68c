import type { FastifyRequest } from 'fastify'

import type { Caller } from '../iam/caller.ts'
import type { Context } from '../iam/policy/conditions.ts'

/** What the conditions of policies can ask about a request of a caller (contract, iam.md section 3). */
export const conditionContext = (request: FastifyRequest, caller: Caller): Context => ({
  'g:UserName': caller.userName,
  'g:UserId': caller.userId,
  'g:DomainName': caller.accountName,
  'g:DomainId': caller.accountId,
  'g:ProjectName': request.project?.name,
  'g:SourceIp': request.ip,
  'g:CurrentTime': new Date().toISOString(),
  'g:UserAgent': request.headers['user-agent'],
  'g:MFAPresent': 'false',
})
