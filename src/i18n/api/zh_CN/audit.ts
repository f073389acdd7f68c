import type { Sentences } from '../sentences.ts'

/** 审计事件。 */
export const audit: Sentences = {
  'List audit events': '查询审计事件列表',
  'Newest first. Events of the account that belong to no project, such as sign-ins, are shown to the account itself and to those who are allowed this on the whole account.':
    '从新到旧排列。不属于任何项目的账号事件（例如登录），只有账号本身以及在整个账号范围内拥有此权限的用户可见。',
  'Events from this instant on; UTC, yyyy-MM-ddTHH:mm:ss[.SSS]Z':
    '此时刻及之后的事件；UTC 时间，格式为 yyyy-MM-ddTHH:mm:ss[.SSS]Z',
  'Events before this instant; UTC, yyyy-MM-ddTHH:mm:ss[.SSS]Z':
    '此时刻之前的事件；UTC 时间，格式为 yyyy-MM-ddTHH:mm:ss[.SSS]Z',
  'Whole name of the user': '用户名，精确匹配',
  'Whole name of the operation': '操作名称，精确匹配',
  'ID of a task, a user or whatever else it was done to': '操作对象的ID：任务、用户或其他资源',
  'ID of a request': '请求ID',
  'Null: the account’s own, such as a sign-in': 'null 表示账号本身的事件，例如登录',
  'An operation of this API, or what Muster did by itself: ExportFinished, ExportFailed, ExportCancelled, ExportExpired, WebhookDelivered, WebhookFailed':
    '本 API 的操作，或 Muster 自身的动作：ExportFinished、ExportFailed、ExportCancelled、ExportExpired、WebhookDelivered、WebhookFailed',
  'The permission that it needs': '所需的授权项',
  'Done; refused (401, 403); or gone wrong otherwise': '已完成；被拒绝（401、403）；或因其他原因失败',
  'Of the answer': '响应的 HTTP 状态码',
  'account/user; with status 401: who it claimed to be': '账号/用户；状态码为 401 时是调用者所声称的身份',
  'Whether the user is the account itself': '用户是否为账号本身',
  'An access key ID, or `token`, `password`, `link`, `command line`; `worker`, `sweeper`: Muster on behalf of the user':
    '访问密钥ID，或 `token`、`password`、`link`、`command line`；`worker`、`sweeper` 表示由 Muster 代用户执行',
  'What it was done to: tasks, users': '操作对象：任务、用户',
}
