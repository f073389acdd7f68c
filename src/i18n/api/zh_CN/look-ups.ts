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
}
