import type { ErrorMeanings } from './shape.ts'

/** 各错误的中文含义与处理方法。 */
export const zh_CN: ErrorMeanings = {
  // 请求本身
  messageInvalid: '请求不是格式正确的 HTTP 或 JSON：请按错误信息修改。',
  bodyEmpty: '此接口需要请求体：请发送一个 JSON 对象。',
  parameterInvalid: '参数缺失或不符合要求：请按错误信息给出的允许值逐一修改。',
  apiNotFound: '没有使用此路径的接口：请与 /openapi.json 核对路径。',
  methodNotAllowed: '路径正确，但不支持此方法：请使用响应头 Allow 中的方法。',
  bodyTooLarge: '请求体超过 12 MB：请减少单次发送的内容。',
  uriTooLong: '路径和查询字符串超过 32 KB：请缩短查询参数。',
  headersTooLarge: '请求头超过 128 KB：请减少或缩短请求头。',

  // 调用者身份
  credentialsMissing: '请求未携带身份凭证：请携带 X-Auth-Token，或用访问密钥签名。',
  signatureMalformed: '签名的形式不正确，无法校验：请按错误信息修改。',
  signatureWrong: '签名的内容或所用的秘密访问密钥不正确：请将您的规范请求与错误信息中的比较。',
  signatureExpired: 'X-Sdk-Date 与服务器时间相差超过 15 分钟：请校准时钟后重新签名。',
  signatureReplayed: '使用此签名的变更请求已经处理过：每次发送都请重新签名。',
  accessKeyLocked: '此地址使用该访问密钥的错误签名过多：请等待五分钟，并检查秘密访问密钥。',
  accessKeyUnknown: '访问密钥不存在，或密钥、用户已停用：请使用其他访问密钥。',
  tokenUnreadable: '不是本服务器的令牌，或已被吊销、使用过：请重新获取令牌。',
  tokenExpired: '令牌已过期：请重新获取令牌。',
  tokenOutdated: '令牌签发后，用户本身或其密码、访问密钥、授权发生了变化：请重新获取令牌。',
  subjectTokenUnknown: 'X-Subject-Token 中的令牌无效，或属于其他账号。',
  passwordWrong: '账号、用户名或密码错误，或用户已停用：请逐一检查。',
  projectForeign: '项目、用户或令牌不属于调用者，或使用了临时访问密钥：请使用自己的资源和该项目的令牌。',

  permissionDenied:
    '没有策略允许此授权项，或有策略拒绝：请申请授权；原因可用 DecodeAuthorizationMessage 解码。',
  reasonUnreadable: '不是本账号的拒绝原因，或其密钥已删除：请完整复制编码后的信息。',

  // 不存在的资源
  projectUnknown: '路径中的项目ID不存在：可用 KeystoneListProjects 查询项目列表。',
  enterpriseProjectUnknown: '企业项目不存在：可用 ListEnterpriseProject 查询企业项目列表。',

  // 桌面用户与用户组
  userNameTaken: '用户名已存在或重复：请更换用户名；未创建任何用户。',
  userUnknown: '用户不存在，或不在您有权使用的企业项目中：可用 ListUsers 查询；未作任何修改。',
  userOwnsDesktops: '用户名下仍有桌面，不能删除：请先处理其桌面；未删除任何用户。',
  userChanged: '用户已被他人修改：请用 ListUserDetail 重新查询，再用新的 ETag 提交修改。',
  groupNameTaken: '项目中已有同名的用户组（不区分大小写）：请换一个名称。',
  adGroupRenamed: '该用户组来自 AD 域：请在域中改名。',
  userGroupUnknown: '用户组不存在：可用 ListUserGroups 查询；未创建或修改任何内容。',

  // 账号、IAM 用户与授权
  identityUnknown: '账号中没有此ID对应的资源：请查询列表后修改ID。',
  identityNameTaken: '账号中已有同名的资源：请更换名称。',
  accessKeysFull: '用户的访问密钥已达上限：请先删除一个。',
  policyGranted: '策略仍在授权中：请先移除其授权，再删除策略。',
  accountProtected: '此用户是账号本身：只能由其自己修改，不能停用或删除。',

  // 导出任务
  exportTaskUnknown: '导出任务不存在或已删除：可用 ListExportTasks 查询任务列表。',
  exportTaskRunning: '文件尚未生成：请用 ListExportTasks 查询，任务状态为 SUCCESS 后再下载。',
  exportTaskFailed: '导出失败，没有文件：请查看失败原因，并新建任务。',
  exportTaskExpired: '文件已过保留期并被删除：请用相同的过滤条件新建任务。',
  idempotencyKeyReused: '此幂等键已用于其他请求：请更换 X-Idempotency-Key，或原样重发原请求。',

  storageQuotaReached:
    '项目保存的文件已达到容量上限：请删除不再需要的导出任务，或用 muster admin project limit 提高上限。',

  webhookUnknown: '项目没有 Webhook：请用 SetWebhook 设置。',

  tooManyRequests: '请求过多，或未完成的导出任务过多：请在 Retry-After 秒后重试。',

  // 服务器自身
  internal: '服务器内部错误：请重试；仍然失败时，请将请求ID告知服务器管理员。',
  unavailable: '暂时无法连接数据库或存储：请在 Retry-After 秒后重试。',
}
