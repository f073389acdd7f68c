import { errors } from '../../errors.ts'
import type { Caller } from '../../iam/caller.ts'

/**
 * Another account than the caller's is not found, whether there is one or not.
 *
 * @throws ApiError identityUnknown
 */
export function requireOwnDomain({ accountId }: Caller, domainId: string | undefined): void {
  if (domainId !== undefined && domainId !== accountId) throw errors.identityUnknown('domain', domainId)
}
