import type { Sentences } from '../sentences.ts'

/** 系统角色、系统策略与自定义策略。 */
export const policies: Sentences = {
  'Create a policy': '创建自定义策略',
  'It does nothing before it is granted. Its name is none of a system role or policy.':
    '策略在授权之前不起作用。名称不能与系统角色或系统策略相同。',
  'Follows from the actions, whatever is given': '由授权项决定，与所传的值无关',
  'Version 1.0 or 1.1, for identity policies 5.0, and Statement; 6144 characters at most':
    'Version 为 1.0 或 1.1，身份策略为 5.0，以及 Statement；最多 6144 个字符',
  'Null: a system role or policy, which every account has': 'null 表示系统角色或系统策略，每个账号都有',
  'A system policy': '`fine_grained` 表示系统策略',
  'How often it is granted': '被授权的次数',
  'List the account’s own policies': '查询自定义策略列表',
  'Delete a policy': '删除自定义策略',
  'One that is granted is not deleted: its grants are taken back first.':
    '已授权的策略不能删除：请先移除其授权。',
  'ID of the role or policy': '角色或策略ID',
  'Show one of the account’s own policies': '查询自定义策略详情',
  'Change a policy': '修改自定义策略',
  'What is not given stays. It counts at once, and the tokens of all that have it end.':
    '未传的字段保持不变。修改立即生效，拥有此策略的所有用户的令牌随即失效。',
  'List roles and policies': '查询权限列表',
  'With `domain_id` the account’s own policies, without it the system’s roles and policies.':
    '传 `domain_id` 则查询账号的自定义策略，不传则查询系统角色和系统策略。',
  'Show a role or policy': '查询权限详情',
}
