import { Type } from 'typebox'

import { type OneselfQuestion, operation } from '../../http/operation.ts'
import { conditionContext } from '../../http/condition-context.ts'
import { Enum, OrNull, ProjectParams } from '../../http/schemas.ts'
import type { Caller } from '../../iam/caller.ts'
import { actions as known } from '../../iam/policy/actions.ts'
import { decodedStatement } from '../../iam/policy/sentence.ts'
import { showUser } from '../../iam/principals/users.ts'
import { type SimulatedDecision, simulate } from '../../iam/simulate.ts'
import { Id } from './fields.ts'

const KNOWN = Object.keys(known)

const Statement = Type.Object({
  policy_id: Type.String(),
  policy_name: Type.String(),
  effect: Enum(['Allow', 'Deny']),
  statement: Type.Integer({ description: 'Its place in the policy, from 0' }),
  sid: OrNull(Type.String()),
  scope: Type.String({ description: '`account`, `project:<id>` or `enterprise_project:<id>`' }),
})

const Permission = Type.Object({
  action: Type.String(),
  allowed: Type.Boolean(),
  failure: OrNull(Type.String({ description: 'Null: allowed; else `implicit deny` or `explicit deny`' })),
  enterprise_projects: OrNull(
    Type.Array(Type.String(), { description: 'Where it is allowed; null: in all enterprise projects' }),
  ),
  matched_statements: Type.Array(Statement, { description: 'What decided' }),
})

/**
 * ListPermissions, ours: what the caller, or another user, may do, and by which statements. A console asks it what to
 * offer, an administrator why somebody is refused (docs/decisions/0014-console.md).
 */
export const listPermissions = operation({
  id: 'ListPermissions',
  tag: 'Identity',
  summary: 'List what a user may do',
  description:
    'Decides each action as a request of the user from here and now would be, without making one. Everybody may ask about himself.',
  method: 'GET',
  url: '/v3/:project_id/permissions',
  access: 'project',
  action: 'iam:permissions:simulate',
  aboutOneself: isAboutOneself,
  schema: {
    params: ProjectParams,
    querystring: Type.Object({
      actions: Type.Optional(
        Type.Array(Type.String({ minLength: 1, maxLength: 128 }), {
          minItems: 1,
          maxItems: 100,
          description: 'Actions, such as `workspace:users:export`; absent: all that operations need',
        }),
      ),
      user_id: Type.Optional(Id('ID of the IAM user; absent: the caller')),
      enterprise_project_id: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 255,
          description: 'Decide in this enterprise project; absent: in any of them',
        }),
      ),
    }),
    response: {
      200: Type.Object({
        user: Type.Object({
          id: Type.String(),
          name: Type.String(),
          is_account: Type.Boolean({ description: 'The account itself, which may do everything' }),
        }),
        permissions: Type.Array(Permission),
      }),
    },
  },
  handler: async ({ request, caller, database, project, query, services }) => {
    const asked = await asUser(caller, query.user_id, (id) => showUser(database, caller.accountId, id))
    const decisions = await simulate(database, {
      caller: asked,
      actions: query.actions ?? KNOWN,
      projectId: project.id,
      region: services.settings.MUSTER_REGION,
      context: conditionContext(request, asked),
      enterpriseProjectId: query.enterprise_project_id,
    })
    return {
      user: { id: asked.userId, name: asked.userName, is_account: asked.isAccount },
      permissions: decisions.map(onTheWire),
    }
  },
})

function isAboutOneself({ request, caller }: OneselfQuestion): boolean {
  const { user_id: id } = request.query as { user_id?: unknown }
  return id === undefined || id === caller.userId
}

async function asUser(
  caller: Caller,
  id: string | undefined,
  find: (id: string) => Promise<{ id: string; name: string; is_account: boolean }>,
): Promise<Caller> {
  if (id === undefined || id === caller.userId) return caller
  const { name, is_account: isAccount } = await find(id)
  return { ...caller, userId: id, userName: name, isAccount, accessKey: null }
}

const onTheWire = ({ action, decision, enterpriseProjects }: SimulatedDecision) => ({
  action,
  allowed: decision.allowed,
  failure: decision.allowed ? null : decision.failure,
  enterprise_projects: enterpriseProjects,
  matched_statements: (decision.allowed ? decision.by : decision.matched).map(decodedStatement),
})
