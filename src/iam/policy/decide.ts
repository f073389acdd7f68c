import { matchesAction, serviceOf } from './action.ts'
import { type Context, holds } from './conditions.ts'
import { type PolicyDocument, type PolicyStatement, isIdentityPolicy } from './document.ts'
import { matchesResource } from './resource.ts'

/** Which kind of policies an account works with. */
export type Mode = 'role_policy' | 'identity_policy'

/** Where a grant counts. */
export type Scope =
  | { readonly kind: 'account' }
  | { readonly kind: 'project'; readonly id: string }
  | { readonly kind: 'enterprise_project'; readonly id: string }

/** A policy that somebody has, by himself or through a group. */
export interface Grant {
  readonly policy: { readonly id: string; readonly name: string; readonly document: PolicyDocument }
  readonly scope: Scope
}

/** Who wants to do what. */
export interface AccessRequest {
  readonly mode: Mode
  /** The account itself, or one of its IAM users. */
  readonly principal: 'account' | 'user'
  readonly action: string
  /** Its URN, as `projectUrn` makes it. */
  readonly resource: string
  /** The IAM project; null for what belongs to the account. */
  readonly projectId: string | null
  /** That of the resource; null where it has none. */
  readonly enterpriseProjectId: string | null
  /** By condition key; g:ServiceName and g:EnterpriseProjectId are added from the request. */
  readonly context: Context
  /** All that the user has, of any scope and any version. */
  readonly grants: readonly Grant[]
}

/** A statement that decided, or helped to. */
export interface MatchedStatement {
  readonly policyId: string
  readonly policyName: string
  readonly scope: Scope
  readonly effect: 'Allow' | 'Deny'
  /** Its place in the policy, from 0. */
  readonly statement: number
  readonly sid: string | null
}

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
  if (request.principal === 'account') return { allowed: true, by: [] }
  const { mode, projectId, enterpriseProjectId } = request
  const policyType: PolicyType = mode === 'identity_policy' ? 'identity-based' : 'role-based'
  const applies = applicability(request)
  const stages: ((scope: Scope) => boolean)[] = [
    (scope) => scope.kind === 'account' || (scope.kind === 'project' && scope.id === projectId),
    (scope) => scope.kind === 'enterprise_project' && scope.id === enterpriseProjectId,
  ]
  for (const counts of stages) {
    const matched = request.grants
      .filter(
        ({ policy, scope }) =>
          counts(scope) && isIdentityPolicy(policy.document) === (mode === 'identity_policy'),
      )
      .flatMap((grant) => matchedOf(grant, applies))
    const denials = matched.filter(({ effect }) => effect === 'Deny')
    if (denials.length > 0) return { allowed: false, failure: 'explicit deny', policyType, matched: denials }
    if (matched.length > 0) return { allowed: true, by: matched }
  }
  if (mode === 'identity_policy' && FREE_IN_IDENTITY_MODE.has(request.action.toLowerCase()))
    return { allowed: true, by: [] }
  return { allowed: false, failure: 'implicit deny', policyType, matched: [] }
}

type Applies = (statement: PolicyStatement, questionMark: boolean) => boolean

/** Whether a statement is about a request: action, resource and condition. */
function applicability({ action, resource, context, enterpriseProjectId }: AccessRequest): Applies {
  const full: Context = {
    ...context,
    'g:ServiceName': serviceOf(action),
    'g:EnterpriseProjectId': enterpriseProjectId ?? undefined,
  }
  return ({ Action, NotAction, Resource, NotResource, Condition }, questionMark) => {
    const names = (pattern: string) => matchesAction(pattern, action, { questionMark })
    const covers = (pattern: string) => matchesResource(pattern, resource, { questionMark })
    // Neither is never of a parsed document, and is about nothing.
    const aboutAction = Action?.some(names) ?? (NotAction !== undefined && !NotAction.some(names))
    const aboutResource = Resource?.some(covers) ?? !(NotResource ?? []).some(covers)
    return aboutAction && aboutResource && holds(Condition ?? {}, full)
  }
}

function matchedOf({ policy, scope }: Grant, applies: Applies): MatchedStatement[] {
  const statements: readonly PolicyStatement[] = policy.document.Statement
  return statements.flatMap((statement, index) =>
    applies(statement, isIdentityPolicy(policy.document))
      ? [
          {
            policyId: policy.id,
            policyName: policy.name,
            scope,
            effect: statement.Effect,
            statement: index,
            sid: statement.Sid ?? null,
          },
        ]
      : [],
  )
}
