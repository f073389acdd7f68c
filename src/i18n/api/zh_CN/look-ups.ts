import type { Sentences } from '../sentences.ts'

/** SDK 所需的查询，以及调用者身份与拒绝原因。 */
export const lookUps: Sentences = {
  'List the versions of the identity API': '查询统一身份认证 API 的版本列表',
  'Show the version of the identity API': '查询统一身份认证 API 的版本',
  'List projects': '查询项目列表',
  'A region’s name as `name` gives the one project that is called so.':
    '`name` 为区域名称时，返回与其同名的项目。',
  'List the projects for which one gets a token': '查询可获取令牌的项目列表',
  'Show the account': '查询账号',
  'List regions': '查询区域列表',
  'Show who is calling': '查询调用者身份',
  'iam::<account ID>:user:<user name>': 'iam::<账号ID>:user:<用户名>',
  'Decode the reason of a refusal': '解码拒绝原因',
  'Opens the `encoded_authorization_message` of a 403 of the same account: who wanted to do what, on what, and by which statements it was refused.':
    '解码同一账号的 403 响应中的 `encoded_authorization_message`：谁要对什么资源执行什么操作，因哪些策略语句被拒绝。',
  JSON: 'JSON 文本',
  'List what a user may do': '查询用户拥有的权限',
  'Decides each action as a request of the user from here and now would be, without making one. Everybody may ask about himself.':
    '按用户此时从此处发出请求的方式判定每个授权项，但不发出请求。每个用户都可以查询自己的权限。',
  'Actions, such as `workspace:users:export`; absent: all that operations need':
    '授权项，例如 `workspace:users:export`；不传则为各接口所需的全部授权项',
  'ID of the IAM user; absent: the caller': 'IAM 用户ID；不传则为调用者',
  'Decide in this enterprise project; absent: in any of them': '在此企业项目中判定；不传则为任一企业项目',
  'The account itself, which may do everything': '账号本身，拥有全部权限',
  'Null: allowed; else `implicit deny` or `explicit deny`':
    'null 表示允许；否则为 `implicit deny`（隐式拒绝）或 `explicit deny`（显式拒绝）',
  'Where it is allowed; null: in all enterprise projects': '允许的企业项目；null 表示全部企业项目',
  'What decided': '起决定作用的策略语句',
  'Its place in the policy, from 0': '在策略中的序号，从 0 开始',
  '`account`, `project:<id>` or `enterprise_project:<id>`':
    '`account`、`project:<id>` 或 `enterprise_project:<id>`',
}
