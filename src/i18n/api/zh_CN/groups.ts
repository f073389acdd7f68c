import type { Sentences } from '../sentences.ts'

/** IAM 用户组及其成员。 */
export const groups: Sentences = {
  'Put an IAM user into a group': '添加 IAM 用户到用户组',
  'ID of the group of IAM users': '用户组ID',
  'Ask whether an IAM user is in a group': '查询 IAM 用户是否在用户组中',
  'Take an IAM user out of a group': '移除用户组中的 IAM 用户',
  'Create a group of IAM users': '创建用户组',
  'List groups of IAM users': '查询用户组列表',
  'Delete a group of IAM users': '删除用户组',
  'Its grants go with it; its members stay, and their tokens end.':
    '用户组的授权一并删除；成员保留，其令牌随即失效。',
  'Show a group of IAM users': '查询用户组详情',
  'Change a group of IAM users': '更新用户组',
  'List the groups of an IAM user': '查询 IAM 用户所属用户组',
  'Everybody may see his own.': '任何用户都可以查询自己所属的用户组。',
  'List the IAM users of a group': '查询用户组所包含的 IAM 用户',
}
