import type { Context } from './conditions.ts'
import type { PolicyDocument } from './document.ts'

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
  /** Nothing but a denial stands in its way. */
  readonly needsNoPolicy?: boolean
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

/** A request, but for the enterprise project. */
export type AccessQuestion = Omit<AccessRequest, 'enterpriseProjectId'>
