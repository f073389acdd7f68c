import type { Sentences } from '../sentences.ts'

/** 账号、项目与企业项目上的授权。 */
export const grants: Sentences = {
  'Ask whether a group has a role or policy on the account': '查询用户组是否拥有账号范围的权限',
  'ID of the account': '账号ID',
  'Grant a role or policy to a group on the account': '为用户组授予账号范围的权限',
  'Take back a grant to a group on the account': '移除用户组的账号范围的权限',
  'Ask whether a group has a role or policy on a project': '查询用户组是否拥有项目的权限',
  'Grant a role or policy to a group on a project': '为用户组授予项目的权限',
  'Take back a grant to a group on a project': '移除用户组的项目权限',
  'Grant a role or policy to a group on an enterprise project': '为用户组授予企业项目的权限',
  'ID of the enterprise project': '企业项目ID',
  'Take back a grant to a group on an enterprise project': '移除用户组的企业项目权限',
  'Grant a role or policy to an IAM user on an enterprise project': '为 IAM 用户授予企业项目的权限',
  'Take back a grant to an IAM user on an enterprise project': '移除 IAM 用户的企业项目权限',
  'List what a group is granted on an enterprise project': '查询用户组的企业项目权限列表',
  'List what an IAM user is granted on an enterprise project': '查询 IAM 用户的企业项目权限列表',
  'List what a group is granted on the account': '查询用户组的账号范围权限列表',
  'List what a group is granted on a project': '查询用户组的项目权限列表',
}
