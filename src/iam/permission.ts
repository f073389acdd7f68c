import type { Database } from '../database/connect.ts'
import { errors } from '../errors.ts'
import { type Caller, principalOf } from './caller.ts'
import { enterpriseProjectIds } from './enterprise-project.ts'
import { grantsOf } from './grants.ts'
import { serviceOf } from './policy/action.ts'
import type { Context } from './policy/conditions.ts'
import { type AccessQuestion, type Decision, decide } from './policy/decide.ts'
import { decideOverAll, enterpriseProjectsFor } from './policy/enterprise-projects.ts'
import { accountUrn } from './policy/resource.ts'
import { decodedMessage, refusalSentence } from './policy/sentence.ts'
import type { ReasonKeys } from './refusal/reason-keys.ts'
import { sealReason } from './refusal/sealed-reason.ts'

/** What a request wants to do. */
export interface Attempt {
  readonly caller: Caller
  readonly action: string
  /** URN of what it is done to. */
  readonly resource: string
  /** Null: nothing in a project. */
  readonly projectId: string | null
  readonly context: Context
  readonly requestId: string
  /** Whether grants on enterprise projects count: what is done to the whole account is in none. */
  readonly inEnterpriseProjects: boolean
  /** What everybody may, such as to look at himself, unless he is denied it. */
  readonly needsNoPolicy: boolean
}

/** What the caller of a request may do; asking costs nothing where it is the account itself. */
export interface Permission {
  /** Enterprise projects in which the action is allowed; null: in all. */
  readonly enterpriseProjects: readonly string[] | null
  /**
   * @throws ApiError permissionDenied where the action is not allowed in this enterprise project
   */
  requireEnterpriseProject(id: string): Promise<void>
  /** The same for another action than the request's own. */
  enterpriseProjectsFor(action: string): readonly string[] | null
  /** Whether the request's own action is allowed on the account as a whole, not in the project only. */
  isAllowedOnAccount(): boolean
  /** The refusal of the request's own action, for a reason that only its handler can see. */
  refuse(): Promise<Error>
}

/**
 * Decides whether a request may be served, before its body is looked at (contract, iam.md section 3).
 *
 * @throws ApiError permissionDenied with the sealed reason
 */
export async function permit(database: Database, keys: ReasonKeys, attempt: Attempt): Promise<Permission> {
  const { caller } = attempt
  const all =
    caller.isAccount || !attempt.inEnterpriseProjects
      ? []
      : await enterpriseProjectIds(database, caller.accountId)
  const grants = caller.isAccount ? [] : await grantsOf(database, caller)
  const question = (action: string): AccessQuestion => ({
    mode: caller.authorizationMode,
    principal: caller.isAccount ? 'account' : 'user',
    action,
    resource: attempt.resource,
    projectId: attempt.projectId,
    context: attempt.context,
    needsNoPolicy: attempt.needsNoPolicy,
    grants,
  })
  const own = question(attempt.action)
  const require = async (decision: Decision, enterpriseProjectId: string | null) => {
    if (!decision.allowed) throw await denial(keys, attempt, decision, enterpriseProjectId)
  }
  await require(decideOverAll(own, all), null)
  const enterpriseProjects = enterpriseProjectsFor(own, all)
  return {
    enterpriseProjects,
    requireEnterpriseProject: (id) => require(decide({ ...own, enterpriseProjectId: id }), id),
    enterpriseProjectsFor: (action) => enterpriseProjectsFor(question(action), all),
    isAllowedOnAccount: () =>
      decide({
        ...own,
        resource: accountUrn(serviceOf(attempt.action), caller.accountId),
        projectId: null,
        enterpriseProjectId: null,
      }).allowed,
    refuse: () =>
      denial(
        keys,
        attempt,
        {
          allowed: false,
          failure: 'implicit deny',
          policyType: caller.authorizationMode === 'identity_policy' ? 'identity-based' : 'role-based',
          matched: [],
        },
        null,
      ),
  }
}

async function denial(
  keys: ReasonKeys,
  attempt: Attempt,
  refusal: Extract<Decision, { allowed: false }>,
  enterpriseProjectId: string | null,
): Promise<Error> {
  const { caller, action, resource, requestId } = attempt
  const sentence = refusalSentence({ principal: principalOf(caller), action, resource }, refusal)
  const details = decodedMessage(
    {
      userProfile: {
        id: caller.userId,
        name: caller.userName,
        domain: { id: caller.accountId, name: caller.accountName },
      },
      action,
      resource,
      enterpriseProjectId,
      requestId,
      time: new Date(),
    },
    refusal,
  )
  return errors.permissionDenied(sentence, await sealReason(keys, caller.accountId, JSON.stringify(details)))
}
