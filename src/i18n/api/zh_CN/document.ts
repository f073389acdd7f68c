import type { Sentences } from '../sentences.ts'

/** 文档本身：标题、分类与认证方式。 */
export const document: Sentences = {
  Muster: 'Muster 桌面用户目录',
  'A directory of desktop users, compatible with the Workspace API, and its export to Excel.':
    '与云桌面（Workspace）API 兼容的桌面用户目录，可将用户导出为 Excel。',
  Users: '桌面用户',
  'The directory and its export': '用户目录及其导出',
  'User groups': '用户组',
  'Groups of desktop users, their members and their exports': '桌面用户组、组内成员及其导出',
  'Export tasks': '导出任务',
  'Progress, files and deletion of exports': '导出任务的进度、文件与删除',
  Audit: '审计',
  'Who did what, from where, and what came of it': '谁从何处执行了什么操作，结果如何',
  Identity: '统一身份认证',
  'Tokens, temporary keys, the look-ups that SDKs make; IAM users, groups, access keys, policies, grants, projects':
    '令牌、临时访问密钥、SDK 所需的查询；IAM 用户、用户组、访问密钥、策略、授权、项目',
  'From POST /v3/auth/tokens': '通过 POST /v3/auth/tokens 获取的令牌',
  'SDK-HMAC-SHA256 with access key and secret key, as the official SDKs sign':
    '使用 AK/SK 的 SDK-HMAC-SHA256 签名，与官方 SDK 的签名方式相同',
}
