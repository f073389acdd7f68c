import type { Sentences } from '../sentences.ts'

/** IAM 用户。 */
export const iamUsers: Sentences = {
  'Change one’s own password': '修改自己的密码',
  'Needs the present one, and no grant. All of one’s tokens end. Another’s is set by UpdateUser, by who may.':
    '需要当前密码，不需要授权。自己的所有令牌随即失效。他人的密码由有权限的用户通过 UpdateUser 设置。',
  'Stored as a hash': '只保存哈希值',
  'ID of the IAM user': 'IAM 用户ID',
  'Create an IAM user': '创建 IAM 用户',
  'It may do nothing before it, or a group that it is in, is granted something. Without a password it cannot sign in, only sign with access keys.':
    '用户本身或其所在用户组获得授权之前，用户没有任何权限。没有密码的用户不能登录，只能用访问密钥签名。',
  'The account itself': '是否为账号本身',
  'Whether the password must be changed': '是否必须修改密码',
  'Delete an IAM user': '删除 IAM 用户',
  'Its access keys, tokens, memberships and grants go with it; what it exported stays. The account’s own user is not deleted.':
    '其访问密钥、令牌、用户组成员关系和授权一并删除；其导出的文件保留。账号本身的用户不能删除。',
  'Show an IAM user, by Keystone’s path': '查询 IAM 用户详情（Keystone 路径）',
  'Everybody may see himself.': '任何用户都可以查询自己。',
  'List IAM users': '查询 IAM 用户列表',
  'Show an IAM user': '查询 IAM 用户详情',
  'Change an IAM user': '修改 IAM 用户信息',
  'What is not given stays. Its tokens and temporary keys end. The account’s own user is changed by itself only, and not disabled.':
    '未传的字段保持不变。该用户的令牌和临时访问密钥随即失效。账号本身的用户只能由其自己修改，且不能停用。',
}
