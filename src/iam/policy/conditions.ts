import { type Test, tests } from './operators.ts'

/** What is known of a request, by condition key: `g:UserName`, `g:SourceIp` …; a list where a key has many values. */
export type Context = Readonly<Record<string, string | readonly string[] | undefined>>

/** A `Condition`: operator → key → value or values. */
export type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>

interface Operator {
  readonly test: Test
  readonly each: 'any' | 'all' | undefined
  readonly ifExists: boolean
}

/**
 * Takes an operator's name apart: `ForAnyValue:` or `ForAllValues:` before it, `IfExists` after it. Undefined: there
 * is no such operator. `Null` and `IsNullOrEmpty` are about absence already and take neither.
 */
function parseOperator(name: string): Operator | undefined {
  const parts = /^(?:(ForAnyValue|ForAllValues):)?(\w+?)(IfExists)?$/.exec(name)
  const [, each, base = '', ifExists] = parts ?? []
  const test = Object.hasOwn(tests, base) ? tests[base] : undefined
  if (test === undefined || (test.kind === 'absence' && base !== name)) return undefined
  return {
    test,
    each: each === undefined ? undefined : each === 'ForAnyValue' ? 'any' : 'all',
    ifExists: ifExists !== undefined,
  }
}

const listOf = (value: string | readonly string[]): readonly string[] =>
  typeof value === 'string' ? [value] : value

/** What is wrong with a condition, each fault behind its place. */
export function faultsOfCondition(condition: Condition, place: string): string[] {
  return Object.entries(condition).flatMap(([name, keys]) => {
    const operator = parseOperator(name)
    if (operator === undefined) return [`${place}/${name} is no known operator`]
    return Object.entries(keys).flatMap(([key, given]) => {
      const here = `${place}/${name}/${key}`
      // `g:` of all services, `workspace:` of one.
      if (!/^[a-z][\w-]*:\S/i.test(key)) return [`${here} is not a key of the form service:name`]
      return listOf(given).flatMap((value, index) => {
        const fault = operator.test.faultOf?.(value)
        return fault === undefined ? [] : [`${here}/${index} ${fault}`]
      })
    })
  })
}

/**
 * Whether a condition holds. All of its operators and keys must (vendor's policy syntax, iam_01_0019: "the policy
 * takes effect only when all the conditions are met"); of several values one suffices. Keys ignore case.
 *
 * A key that the request lacks, or has without a value, makes its condition false, a negated one and one of
 * `ForAllValues:` too; with `IfExists` it makes it true. A denial that must hold without the key says `IfExists`.
 *
 * Of a key with many values: `ForAllValues:` asks each, `ForAnyValue:` one of them; without either, one must match,
 * and none may where the operator is negated.
 */
export function holds(condition: Condition, context: Context): boolean {
  return Object.entries(condition).every(([name, keys]) => {
    const operator = parseOperator(name)
    // Never of a parsed document. A statement that nobody understands takes no effect.
    if (operator === undefined) return false
    return Object.entries(keys).every(([key, values]) =>
      holdsFor(operator, valuesOf(context, key), listOf(values)),
    )
  })
}

function holdsFor(
  { test, each, ifExists }: Operator,
  actual: readonly string[],
  wanted: readonly string[],
): boolean {
  if (test.kind === 'absence') return wanted.some((value) => test.matches(actual, value))
  if (actual.length === 0) return ifExists
  const matches = (one: string) => wanted.some((value) => test.matches(one, value))
  const passes = (one: string) => matches(one) !== test.negated
  if (each === 'any') return actual.some(passes)
  if (each === 'all') return actual.every(passes)
  return actual.some(matches) !== test.negated
}

function valuesOf(context: Context, key: string): readonly string[] {
  const wanted = key.toLowerCase()
  return Object.entries(context).flatMap(([name, value]) =>
    value === undefined || name.toLowerCase() !== wanted ? [] : listOf(value),
  )
}
