import { Type } from 'typebox'

import { ApiError, errors } from '../../errors.ts'
import type { Call } from '../../http/operation.ts'
import { type ValidToken, readToken } from '../../iam/token.ts'

/** The header that names the token that a request is about. */
export const SubjectHeaders = Type.Object({
  'x-subject-token': Type.String({ minLength: 1, maxLength: 8192, description: 'The token in question' }),
})

/** The text of the token that a request is about. */
export const subjectOf = ({ request }: Pick<Call, 'request'>): string =>
  String(request.headers['x-subject-token'])

/**
 * Reads the token that a request is about: the caller's own, or for the account that of any of its users.
 *
 * @throws ApiError subjectTokenUnknown for what is no token, does no longer hold, or is another account's;
 *   projectForeign for another user's
 */
export async function readSubject(call: Pick<Call, 'request' | 'services' | 'caller'>): Promise<ValidToken> {
  const { caller, services } = call
  const subject = await readToken(services.database, subjectOf(call)).catch((error: unknown) => {
    throw error instanceof ApiError ? errors.subjectTokenUnknown() : error
  })
  if (subject.caller.accountId !== caller.accountId) throw errors.subjectTokenUnknown()
  if (subject.caller.userId !== caller.userId && !caller.isAccount) throw errors.projectForeign()
  return subject
}
