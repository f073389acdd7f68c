import { ipFault, ipMatches } from './ip.ts'
import { matchesPattern } from './match.ts'

/** One operator of a condition, without what can stand before and after its name. */
export type Test =
  | {
      readonly kind: 'comparison'
      /** A value of the request against one of the policy. */
      readonly matches: (actual: string, wanted: string) => boolean
      /** The condition holds where it does not match. */
      readonly negated: boolean
      /** What is wrong with a value of the policy. */
      readonly faultOf?: (wanted: string) => string | undefined
    }
  | {
      readonly kind: 'absence'
      readonly matches: (actual: readonly string[], wanted: string) => boolean
      readonly faultOf: (wanted: string) => string | undefined
    }

type Matches = (actual: string, wanted: string) => boolean
type FaultOf = (wanted: string) => string | undefined

const comparison = (matches: Matches, faultOf?: FaultOf): Test => ({
  kind: 'comparison',
  matches,
  negated: false,
  ...(faultOf && { faultOf }),
})
const negated = (matches: Matches, faultOf?: FaultOf): Test => ({
  kind: 'comparison',
  matches,
  negated: true,
  ...(faultOf && { faultOf }),
})

const equals: Matches = (actual, wanted) => actual === wanted
const equalsIgnoringCase: Matches = (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase()
const like: Matches = (actual, wanted) => matchesPattern(wanted, actual, { questionMark: true })
const startsWith: Matches = (actual, wanted) => actual.startsWith(wanted)
const endsWith: Matches = (actual, wanted) => actual.endsWith(wanted)

const boolFault: FaultOf = (wanted) =>
  /^(?:true|false)$/i.test(wanted) ? undefined : 'is neither true nor false'

const numberOf = (text: string): number => (/^\s*$/.test(text) ? Number.NaN : Number(text))
const numberFault: FaultOf = (wanted) => (Number.isFinite(numberOf(wanted)) ? undefined : 'is not a number')

/** ISO 8601 as the vendor writes it (g:CurrentTime: 2012-11-11T23:59:59Z), or a day, which begins in UTC. */
const timeOf = (text: string): number =>
  /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d))?$/.test(text)
    ? Date.parse(text)
    : Number.NaN
const timeFault: FaultOf = (wanted) =>
  Number.isNaN(timeOf(wanted)) ? 'is not a time as 2012-11-11T23:59:59Z' : undefined

/** Equals, LessThan … of what `read` makes of both texts; NaN equals nothing and is less than nothing. */
function ordered(prefix: string, read: (text: string) => number, faultOf: FaultOf): Record<string, Test> {
  const by = (compare: (actual: number, wanted: number) => boolean): Matches => {
    return (actual, wanted) => compare(read(actual), read(wanted))
  }
  return {
    [`${prefix}Equals`]: comparison(
      by((a, b) => a === b),
      faultOf,
    ),
    [`${prefix}NotEquals`]: negated(
      by((a, b) => a === b),
      faultOf,
    ),
    [`${prefix}LessThan`]: comparison(
      by((a, b) => a < b),
      faultOf,
    ),
    [`${prefix}LessThanEquals`]: comparison(
      by((a, b) => a <= b),
      faultOf,
    ),
    [`${prefix}GreaterThan`]: comparison(
      by((a, b) => a > b),
      faultOf,
    ),
    [`${prefix}GreaterThanEquals`]: comparison(
      by((a, b) => a >= b),
      faultOf,
    ),
  }
}

/**
 * The operators by name. The vendor's pages show StringEndWith…IfExists, Bool (IAM user guide, iam_01_0019),
 * StringLike, StringStartWith (OBS permissions) and ForAnyValue:StringNotEquals (Organizations, org_99_0002); the
 * others are their like. StringLike and StringMatch are one operator, with `*` and `?`, in every version. An OBS
 * example reads StringLike as "contains"; here that is written `*private/*`, so that no permission is wider than it
 * looks.
 */
export const tests: Readonly<Record<string, Test>> = {
  StringEquals: comparison(equals),
  StringNotEquals: negated(equals),
  StringEqualsIgnoreCase: comparison(equalsIgnoringCase),
  StringNotEqualsIgnoreCase: negated(equalsIgnoringCase),
  StringLike: comparison(like),
  StringNotLike: negated(like),
  StringMatch: comparison(like),
  StringNotMatch: negated(like),
  StringStartWith: comparison(startsWith),
  StringNotStartWith: negated(startsWith),
  StringEndWith: comparison(endsWith),
  StringNotEndWith: negated(endsWith),
  Bool: comparison(equalsIgnoringCase, boolFault),
  ...ordered('Number', numberOf, numberFault),
  ...ordered('Date', timeOf, timeFault),
  IpAddress: comparison(ipMatches, ipFault),
  NotIpAddress: negated(ipMatches, ipFault),
  Null: {
    kind: 'absence',
    matches: (actual, wanted) => (actual.length === 0) === (wanted.toLowerCase() === 'true'),
    faultOf: boolFault,
  },
  IsNullOrEmpty: {
    kind: 'absence',
    matches: (actual, wanted) => actual.every((value) => value === '') === (wanted.toLowerCase() === 'true'),
    faultOf: boolFault,
  },
}
