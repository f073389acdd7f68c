import { type AccessQuestion, type Decision, decider } from './decide.ts'

/**
 * Which enterprise projects a caller may do something in: what a list, an export and a download contain (contract,
 * section 3). Null: all, without a condition. A list, maybe empty: only these.
 *
 * It is the decision for each, so that both agree: who is allowed on the account or on the project sees all, who has
 * grants on enterprise projects alone sees those, and a denial in one takes that one away.
 *
 * @param all IDs of the account's enterprise projects, the default one (`0`) among them
 */
export function enterpriseProjectsFor(question: AccessQuestion, all: readonly string[]): string[] | null {
  const decideIn = decider(question)
  const allowed = all.filter((id) => decideIn(id).allowed)
  // Each one by itself does not make it all: a new one may come before the query runs.
  return allowed.length === all.length && decideIn(null).allowed ? null : allowed
}

/**
 * The decision on a list or an export that asks for no enterprise project: allowed where it is in any, so never where
 * `enterpriseProjectsFor` leaves none. Of several refusals an explicit one says more than an implicit one.
 */
export function decideOverAll(question: AccessQuestion, all: readonly string[]): Decision {
  const decideIn = decider(question)
  const [first = decideIn(null), ...others] = all.map(decideIn)
  const decisions = [first, ...others]
  return (
    decisions.find(({ allowed }) => allowed) ??
    decisions.find((decision) => !decision.allowed && decision.failure === 'explicit deny') ??
    first
  )
}
