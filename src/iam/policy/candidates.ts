import type { AccessQuestion, MatchedStatement } from './access.ts'
import { matchesAction } from './action.ts'
import type { Condition } from './conditions.ts'
import { type PolicyStatement, isIdentityPolicy } from './document.ts'
import { matchesResource } from './resource.ts'

/** A statement that decides if its condition holds. */
export type Candidate = MatchedStatement & { readonly condition: Condition }

export const withoutCondition = ({ condition: _, ...matched }: Candidate): MatchedStatement => matched

/** The statements of the mode's kind that are about the action and the resource. */
export function statementsAbout({ mode, action, resource, grants }: AccessQuestion): Candidate[] {
  const questionMark = mode === 'identity_policy'
  const names = (pattern: string) => matchesAction(pattern, action, { questionMark })
  const covers = (pattern: string) => matchesResource(pattern, resource, { questionMark })
  const isAbout = ({ Action, NotAction, Resource, NotResource }: PolicyStatement): boolean => {
    // A statement with neither is none that was parsed, and is about nothing.
    const aboutAction = Action?.some(names) ?? (NotAction !== undefined && !NotAction.some(names))
    return aboutAction && (Resource?.some(covers) ?? !(NotResource ?? []).some(covers))
  }
  return grants
    .filter(({ policy }) => isIdentityPolicy(policy.document) === (mode === 'identity_policy'))
    .flatMap(({ policy, scope }) => {
      const statements: readonly PolicyStatement[] = policy.document.Statement
      return statements.flatMap((statement, index) =>
        isAbout(statement)
          ? [
              {
                policyId: policy.id,
                policyName: policy.name,
                scope,
                effect: statement.Effect,
                statement: index,
                sid: statement.Sid ?? null,
                condition: statement.Condition ?? {},
              },
            ]
          : [],
      )
    })
}
