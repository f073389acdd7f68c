import { type MatchOptions, matchesPattern } from './match.ts'

/** Longest action of a policy (contract, section 3). */
export const LONGEST_ACTION = 128

/**
 * What is wrong with an action of a policy, or undefined: `service:type:operation`, each with wildcards; the type
 * may be empty (`sts::decodeAuthorizationMessage`). The service is in small letters (vendor's policy syntax,
 * iam_01_0017). Version 5.0 also has `*` alone, for all.
 */
export function faultOfAction(action: string, questionMark: boolean): string | undefined {
  if (action.length > LONGEST_ACTION) return `is longer than ${LONGEST_ACTION} characters`
  if (questionMark && action === '*') return undefined
  const form = questionMark
    ? /^[a-z0-9*?-]+:[A-Za-z0-9_.*?-]*:[A-Za-z0-9_.*?-]+$/
    : /^[a-z0-9*-]+:[A-Za-z0-9_.*-]*:[A-Za-z0-9_.*-]+$/
  return form.test(action) ? undefined : 'is not of the form service:type:operation'
}

/**
 * Whether an action is among those that a pattern names; type and operation ignore case (contract, section 3).
 *
 * A `*` stays within its part, as the vendor has it ("all or part of information about resource types and
 * actions"): both sides have two colons, so that a `*` which took one would leave too few for the pattern's own.
 */
export function matchesAction(pattern: string, action: string, options: MatchOptions): boolean {
  return matchesPattern(pattern.toLowerCase(), action.toLowerCase(), options)
}

/** `workspace` of `workspace:users:list`: the condition key g:ServiceName. */
export function serviceOf(action: string): string {
  return action.split(':', 1).join('')
}
