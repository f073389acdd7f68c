import type { Sentences } from '../sentences.ts'

/** Webhook 通知。 */
export const webhooks: Sentences = {
  'Set the webhook of a project': '设置项目的 Webhook',
  'Each task that ends in SUCCESS or FAIL is told to it by a POST of JSON, signed with HMAC-SHA256 in the header X-Muster-Signature. What is not answered by 2xx is sent again for about a day.':
    '任务以 SUCCESS 或 FAIL 结束时，以 POST 方式发送 JSON 通知，HMAC-SHA256 签名位于请求头 X-Muster-Signature。对方未以 2xx 响应时，会在大约一天内重发。',
  'URL of https or http': 'https 或 http 的 URL',
  'Signs the notices; absent: that of before, or one is made and answered this once':
    '用于签名通知的密钥；不传则沿用原密钥，没有时自动生成并仅在本次响应中返回',
  'The secret that was made; null: none was': '自动生成的密钥；null 表示未生成',
  'Show the webhook of a project': '查询项目的 Webhook',
  'When something was last sent; null: never yet': '最近一次发送的时间；null 表示从未发送',
  'Why the last notice was not taken; null: it was': '最近一次通知未被接收的原因；null 表示已接收',
  'Delete the webhook of a project': '删除项目的 Webhook',
  'Notices that were not taken yet go with it.': '尚未被接收的通知一并删除。',
}
