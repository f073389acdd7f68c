import { NoContent, operation } from '../../http/operation.ts'
import { revokeToken } from '../../iam/token.ts'
import { SubjectHeaders, readSubject, subjectOf } from './subject-token.ts'

/** Revokes a token at once (contract, iam.md section 2). */
export const deleteToken = operation({
  id: 'KeystoneRevokeToken',
  tag: 'Identity',
  summary: 'Revoke a token',
  description: 'That of X-Subject-Token: one’s own, or for the account that of any of its users.',
  method: 'DELETE',
  url: '/v3/auth/tokens',
  access: 'account',
  schema: { headers: SubjectHeaders, response: { 204: NoContent } },
  handler: async (call) => {
    const subject = await readSubject(call)
    call.audit.note({ resources: [subject.caller.userId] })
    await revokeToken(call.database, subjectOf(call))
    return await call.reply.code(204).send()
  },
})
