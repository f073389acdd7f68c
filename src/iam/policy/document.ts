import { Ajv } from 'ajv'
import { type Static, Type } from 'typebox'

import { faultOfAction } from './action.ts'
import { faultsOfCondition } from './conditions.ts'
import { faultOfResource } from './resource.ts'
import { shapeFaults } from './shape-faults.ts'

/** Limits of a policy (contract, section 3). */
export const MOST_STATEMENTS = 8
export const MOST_ACTIONS = 100
export const LONGEST_DOCUMENT = 6144

const Texts = (maxItems?: number) =>
  Type.Array(Type.String(), { minItems: 1, ...(maxItems !== undefined && { maxItems }) })

const Condition = Type.Record(Type.String(), Type.Record(Type.String(), Type.Union([Type.String(), Texts()])))

const Effect = Type.Union([Type.Literal('Allow'), Type.Literal('Deny')])

const Statement = Type.Object(
  {
    Effect,
    Action: Texts(MOST_ACTIONS),
    Resource: Type.Optional(Texts()),
    Condition: Type.Optional(Condition),
  },
  { additionalProperties: false },
)

const IdentityStatement = Type.Object(
  {
    Sid: Type.Optional(Type.String({ maxLength: 128 })),
    Effect,
    Action: Type.Optional(Texts(MOST_ACTIONS)),
    NotAction: Type.Optional(Texts(MOST_ACTIONS)),
    Resource: Type.Optional(Texts()),
    NotResource: Type.Optional(Texts()),
    Condition: Type.Optional(Condition),
  },
  { additionalProperties: false },
)

/** Roles (1.0) and policies (1.1). */
export const RolePolicy = Type.Object(
  {
    Version: Type.Union([Type.Literal('1.0'), Type.Literal('1.1')]),
    Statement: Type.Array(Statement, { minItems: 1, maxItems: MOST_STATEMENTS }),
  },
  { additionalProperties: false },
)

/** Identity policies: also `NotAction`, `NotResource`, `Sid`, `?`. */
export const IdentityPolicy = Type.Object(
  {
    Version: Type.Literal('5.0'),
    Statement: Type.Array(IdentityStatement, { minItems: 1, maxItems: MOST_STATEMENTS }),
  },
  { additionalProperties: false },
)

export const PolicyDocument = Type.Union([RolePolicy, IdentityPolicy])
export type PolicyDocument = Static<typeof PolicyDocument>

/** A statement of either kind of policy. */
export type PolicyStatement = Static<typeof IdentityStatement>

// Compiled when the first of their kind comes: few processes ever see one. The schemas are ours: no meta-schema.
const ajv = new Ajv({ allErrors: true, meta: false, validateSchema: false })

export const isIdentityPolicy = ({ Version }: PolicyDocument): boolean => Version === '5.0'

/** A policy, or what is wrong with it: sentences that begin with the place. */
export type Parsed =
  | { readonly ok: true; readonly policy: PolicyDocument }
  | { readonly ok: false; readonly faults: string[] }

/** Checks a policy document that somebody sent (contract, section 3). */
export function parseDocument(json: unknown): Parsed {
  const refuse = (...faults: string[]): Parsed => ({ ok: false, faults })
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return refuse('The document must be an object')
  const version = (json as { Version?: unknown }).Version
  if (version !== '1.0' && version !== '1.1' && version !== '5.0')
    return refuse('Version must be 1.0, 1.1 or 5.0')
  // Before anything that takes the longer the more there is.
  if (lengthOf(json) > LONGEST_DOCUMENT)
    return refuse(`The document must have at most ${LONGEST_DOCUMENT} characters as JSON`)

  const validate = ajv.compile<PolicyDocument>(version === '5.0' ? IdentityPolicy : RolePolicy)
  if (!validate(json)) return refuse(...shapeFaults(validate.errors ?? []))
  const policy: PolicyDocument = json
  const statements: readonly PolicyStatement[] = policy.Statement
  const faults = statements.flatMap((statement, index) =>
    faultsOfStatement(statement, `Statement/${index}`, isIdentityPolicy(policy)),
  )
  return faults.length > 0 ? { ok: false, faults } : { ok: true, policy }
}

/** Characters of the shortest JSON. What is nested so deep that it cannot be written is too long as well. */
function lengthOf(json: object): number {
  try {
    return JSON.stringify(json).length
  } catch {
    return Infinity
  }
}

function faultsOfStatement(statement: PolicyStatement, place: string, identity: boolean): string[] {
  const { Action, NotAction, Resource, NotResource } = statement
  const of = (
    name: string,
    items: readonly string[] | undefined,
    faultOf: (item: string) => string | undefined,
  ) =>
    (items ?? []).flatMap((item, index) => {
      const fault = faultOf(item)
      return fault === undefined ? [] : [`${place}/${name}/${index} ${fault}`]
    })
  const actionFault = (action: string) => faultOfAction(action, identity)
  return [
    // "You cannot employ both" (vendor's JSON element reference, iam_01_1289).
    ...((Action === undefined) === (NotAction === undefined)
      ? [`${place} must have one of Action and NotAction`]
      : []),
    ...(Resource !== undefined && NotResource !== undefined
      ? [`${place} must not have both Resource and NotResource`]
      : []),
    ...of('Action', Action, actionFault),
    ...of('NotAction', NotAction, actionFault),
    ...of('Resource', Resource, faultOfResource),
    ...of('NotResource', NotResource, faultOfResource),
    ...faultsOfCondition(statement.Condition ?? {}, `${place}/Condition`),
  ]
}
