import type { AccessQuestion, AccessRequest, MatchedStatement } from './access.ts'
import { serviceOf } from './action.ts'
import { statementsAbout, withoutCondition } from './candidates.ts'
import { type Context, holds } from './conditions.ts'

export type { AccessQuestion, AccessRequest, Grant, MatchedStatement, Mode, Scope } from './access.ts'

/** As the sentences of a refusal name the kind of policy (contract, section 4). */
export type PolicyType = 'role-based' | 'identity-based'

export type Decision =
  | { readonly allowed: true; readonly by: readonly MatchedStatement[] }
  | {
      readonly allowed: false
      readonly failure: 'implicit deny' | 'explicit deny'
      readonly policyType: PolicyType
      readonly matched: readonly MatchedStatement[]
    }

/**
 * The actions that need no policy where an account works with identity policies: being a user of it suffices
 * (contract, section 3). Not needing one is not being beyond one: an explicit deny still denies, since whoever
 * writes it means it.
 */
const FREE_IN_IDENTITY_MODE: ReadonlySet<string> = new Set([
  'workspace:users:export',
  'workspace:usergroups:export',
  'workspace:usergroups:exportusers',
])

/**
 * May he? (contract, section 3)
 *
 * - The account may do everything.
 * - Policies of the other kind than the account's mode do not count, neither to allow nor to deny: 1.0 and 1.1 in
 *   `role_policy`, 5.0 in `identity_policy`.
 * - Grants on the account and on the IAM project are looked at first, and what matches there is final; only if
 *   nothing matches, those on the enterprise project are. In each: deny wins, then allow. Nothing anywhere: deny.
 */
export function decide(request: AccessRequest): Decision {
  return decider(request)(request.enterpriseProjectId)
}

/** `decide` for one enterprise project after the other: what they have in common is looked at once. */
export function decider(question: AccessQuestion): (enterpriseProjectId: string | null) => Decision {
  const { mode, principal, action, projectId, context, needsNoPolicy = false } = question
  if (principal === 'account') return () => ({ allowed: true, by: [] })
  const statements = statementsAbout(question)
  const everywhere = statements.filter(
    ({ scope }) => scope.kind === 'account' || (scope.kind === 'project' && scope.id === projectId),
  )
  const free =
    needsNoPolicy || (mode === 'identity_policy' && FREE_IN_IDENTITY_MODE.has(action.toLowerCase()))
  const policyType: PolicyType = mode === 'identity_policy' ? 'identity-based' : 'role-based'

  return (enterpriseProjectId) => {
    const inProject = statements.filter(
      ({ scope }) => scope.kind === 'enterprise_project' && scope.id === enterpriseProjectId,
    )
    const full: Context = {
      ...context,
      'g:ServiceName': serviceOf(action),
      'g:EnterpriseProjectId': enterpriseProjectId ?? undefined,
    }
    for (const stage of [everywhere, inProject]) {
      const matched = stage.filter(({ condition }) => holds(condition, full)).map(withoutCondition)
      const denials = matched.filter(({ effect }) => effect === 'Deny')
      if (denials.length > 0)
        return { allowed: false, failure: 'explicit deny', policyType, matched: denials }
      if (matched.length > 0) return { allowed: true, by: matched }
    }
    return free
      ? { allowed: true, by: [] }
      : { allowed: false, failure: 'implicit deny', policyType, matched: [] }
  }
}
