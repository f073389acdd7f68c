import { type MatchOptions, matchesPattern } from './match.ts'

/** What an action is on. */
export interface Resource {
  /** As in the action: `workspace`, `iam`. */
  readonly service: string
  /** Empty for what belongs to no region, as users and policies. */
  readonly region: string
  readonly accountId: string
  /** `project`, `user`, `userGroup`, `exportTask`. */
  readonly type: string
  /** An ID, `*` for all of a type; may hold `/` and `:`. */
  readonly path: string
}

/**
 * The name of a resource, as policies and refusals write it: `service:region:account:type:path` (vendor's policy
 * syntax, iam_01_0019). A colon inside of the first four parts is written `%3A`, so that none can pass for two.
 */
export function urnOf({ service, region, accountId, type, path }: Resource): string {
  return [...[service, region, accountId, type].map((part) => part.replaceAll(':', '%3A')), path].join(':')
}

/**
 * The resource of operations that are on no single user, group or task: the IAM project. Lists, exports and
 * downloads are; narrowing within it is by enterprise project, not by URN (contract, section 3).
 */
export function projectUrn(region: string, accountId: string, projectId: string): string {
  return urnOf({ service: 'workspace', region, accountId, type: 'project', path: projectId })
}

/** The resource of account-wide operations, as managing users and decoding a refusal: everything of the account. */
export function accountUrn(service: string, accountId: string): string {
  return urnOf({ service, region: '', accountId, type: '*', path: '*' })
}

/** What is wrong with a resource of a policy, or undefined: five parts with wildcards, or `*` for all. */
export function faultOfResource(resource: string): string | undefined {
  if (resource === '*') return undefined
  const [service = '', , , type = '', path = ''] = partsOf(resource)
  return /^[a-z0-9*?-]+$/.test(service) && type !== '' && path !== ''
    ? undefined
    : 'is not of the form service:region:account:type:path'
}

/**
 * Whether a resource is among those that a pattern names. Part by part, since a `*` means all "based on its
 * position" (iam_01_0017): `workspace:*:*:user:x` must not name a project whose path ends in `user:x`.
 */
export function matchesResource(pattern: string, urn: string, options: MatchOptions): boolean {
  if (pattern === '*') return true
  const parts = partsOf(urn)
  const patterns = partsOf(pattern)
  return (
    patterns.length === parts.length &&
    patterns.every((part, index) => matchesPattern(part, parts[index] ?? '', options))
  )
}

/** Four parts and the rest. */
function partsOf(urn: string): string[] {
  const parts = urn.split(':')
  return parts.length > 5 ? [...parts.slice(0, 4), parts.slice(4).join(':')] : parts
}
