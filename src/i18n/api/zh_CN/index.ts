import { accessKeys } from './access-keys.ts'
import { audit } from './audit.ts'
import { common } from './common.ts'
import { document } from './document.ts'
import { exports } from './exports.ts'
import { grants } from './grants.ts'
import { groups } from './groups.ts'
import { iamUsers } from './iam-users.ts'
import { lookUps } from './look-ups.ts'
import { policies } from './policies.ts'
import { projects } from './projects.ts'
import { tokens } from './tokens.ts'
import { userGroups } from './user-groups.ts'
import { users } from './users.ts'
import { webhooks } from './webhooks.ts'

/** 各部分的中文文本；同一句英文只在其中一处。 */
export const areas = [
  document,
  common,
  users,
  userGroups,
  exports,
  webhooks,
  audit,
  tokens,
  lookUps,
  iamUsers,
  groups,
  accessKeys,
  policies,
  grants,
  projects,
]

/** API 描述的全部中文文本。 */
export const zh_CN = Object.assign({}, ...areas) as Readonly<Record<string, string>>
