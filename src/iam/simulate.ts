import type { Database } from '../database/connect.ts'
import type { Caller } from './caller.ts'
import { enterpriseProjectIds } from './enterprise-project.ts'
import { grantsOf } from './grants.ts'
import { serviceOf } from './policy/action.ts'
import type { Context } from './policy/conditions.ts'
import { type AccessQuestion, type Decision, decide } from './policy/decide.ts'
import { decideOverAll, enterpriseProjectsFor } from './policy/enterprise-projects.ts'
import { accountUrn, projectUrn } from './policy/resource.ts'

/** Whose permissions are asked for, and where. */
export interface Simulation {
  /** The user as it would call. */
  readonly caller: Caller
  readonly actions: readonly string[]
  readonly projectId: string
  readonly region: string
  readonly context: Context
  /** Decide in this enterprise project; undefined: in any. */
  readonly enterpriseProjectId?: string | undefined
}

export interface SimulatedDecision {
  readonly action: string
  readonly decision: Decision
  /** Enterprise projects in which the action is allowed; null: in all. */
  readonly enterpriseProjects: readonly string[] | null
}

/** Services whose permissions can be had in single enterprise projects. */
const IN_ENTERPRISE_PROJECTS = new Set(['workspace', 'eps'])

/**
 * What a user may do, decided as its requests would be, without making any: by the same grants and the same rules
 * (contract, iam.md section 3).
 */
export async function simulate(database: Database, simulation: Simulation): Promise<SimulatedDecision[]> {
  const { caller, actions, projectId, region, context, enterpriseProjectId } = simulation
  const grants = caller.isAccount ? [] : await grantsOf(database, caller)
  const all = caller.isAccount ? [] : await enterpriseProjectIds(database, caller.accountId)
  return actions.map((action) => {
    const service = serviceOf(action)
    const inProject = service === 'workspace'
    const question: AccessQuestion = {
      mode: caller.authorizationMode,
      principal: caller.isAccount ? 'account' : 'user',
      action,
      resource: inProject
        ? projectUrn(region, caller.accountId, projectId)
        : accountUrn(service, caller.accountId),
      projectId: inProject ? projectId : null,
      context,
      grants,
    }
    const divided = IN_ENTERPRISE_PROJECTS.has(service)
    const candidates = divided ? all : []
    return {
      action,
      decision:
        enterpriseProjectId === undefined || !divided
          ? decideOverAll(question, candidates)
          : decide({ ...question, enterpriseProjectId }),
      enterpriseProjects: enterpriseProjectsFor(question, candidates),
    }
  })
}
