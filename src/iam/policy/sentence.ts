import type { Decision, MatchedStatement } from './decide.ts'

/** A decision that refuses. */
export type Refusal = Extract<Decision, { allowed: false }>

/** Who was refused what. */
export interface RefusedRequest {
  /** As `principalOf` names it: `account/user`. */
  readonly principal: string
  readonly action: string
  /** Its URN. */
  readonly resource: string
}

/** The sentence of a 403 (contract, section 4). */
export function refusalSentence({ principal, action, resource }: RefusedRequest, refusal: Refusal): string {
  const { failure, policyType } = refusal
  const reason =
    failure === 'explicit deny'
      ? `with an explicit deny in the ${policyType} policy.`
      : `because no ${policyType} policy allows the ${action} action.`
  return `User: ${principal} is not authorized to perform: ${action} on resource: ${resource} ${reason}`
}

/** The caller in a decoded message, as a token shows him. */
export interface UserProfile {
  readonly id: string
  readonly name: string
  readonly domain: { readonly id: string; readonly name: string }
}

/** What a refusal is about, besides the decision. */
export interface RefusalDetails {
  readonly userProfile: UserProfile
  readonly action: string
  readonly resource: string
  readonly enterpriseProjectId: string | null
  readonly requestId: string
  readonly time: Date
}

/** What `decode-authorization-message` answers, before it is written as JSON (contract, section 4). */
export interface DecodedMessage {
  readonly context: { readonly user_profile: UserProfile }
  readonly action: string
  readonly resource: string
  readonly enterprise_project_id: string | null
  readonly request_id: string
  readonly time: string
  readonly matched_statements: readonly DecodedStatement[]
  /** `implicit deny by identity-based policy`. */
  readonly failure: string
}

/** A statement as answers show it. */
export interface DecodedStatement {
  readonly policy_id: string
  readonly policy_name: string
  readonly effect: 'Allow' | 'Deny'
  /** Its place in the policy, from 0. */
  readonly statement: number
  readonly sid: string | null
  /** `account`, `project:<id>` or `enterprise_project:<id>`. */
  readonly scope: string
}

/**
 * Longest decoded message in bytes: with a nonce, a tag and a header of up to 180 bytes, in base64, it stays below
 * the 10,240 characters that an encoded one may have.
 */
export const LONGEST_MESSAGE = 7500

/**
 * The reason of a refusal for whoever may decode it. Statements that do not fit any more are left out, the last
 * first: one is enough to know what to change.
 */
export function decodedMessage(details: RefusalDetails, refusal: Refusal): DecodedMessage {
  const { userProfile, action, resource, enterpriseProjectId, requestId, time } = details
  const { failure, policyType, matched } = refusal
  const message: DecodedMessage = {
    context: { user_profile: userProfile },
    action,
    resource,
    enterprise_project_id: enterpriseProjectId,
    request_id: requestId,
    time: time.toISOString(),
    matched_statements: [],
    failure: `${failure} by ${policyType} policy`,
  }
  let room = LONGEST_MESSAGE - bytesOf(message)
  const statements = matched.map(decodedStatement)
  const fitting = statements.findIndex((statement) => (room -= bytesOf(statement) + 1) < 0)
  return { ...message, matched_statements: fitting === -1 ? statements : statements.slice(0, fitting) }
}

const bytesOf = (json: object): number => Buffer.byteLength(JSON.stringify(json))

export function decodedStatement(matched: MatchedStatement): DecodedStatement {
  const { policyId, policyName, effect, statement, sid, scope } = matched
  return {
    policy_id: policyId,
    policy_name: policyName,
    effect,
    statement,
    sid,
    scope: scope.kind === 'account' ? scope.kind : `${scope.kind}:${scope.id}`,
  }
}
