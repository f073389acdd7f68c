import type { Sentences } from '../sentences.ts'

/** 多处共用的文本。 */
export const common: Sentences = {
  'Default Response': '请求成功',
  'No body': '无响应体',
  Error: '错误',
  '32 hex digits, as in the header X-Request-Id': '32 位十六进制数，与响应头 X-Request-Id 相同',
  'The HTTP status': 'HTTP 状态码',
  'The reason phrase of the status': 'HTTP 状态码的原因短语',
  'Project ID': '项目ID',
  'Substring, ignoring case': '模糊匹配，不区分大小写',
  'UTC, yyyy-MM-ddTHH:mm:ss.SSSZ': 'UTC 时间，格式为 yyyy-MM-ddTHH:mm:ss.SSSZ',
  'UTC, yyyy-MM-ddTHH:mm:ssZ': 'UTC 时间，格式为 yyyy-MM-ddTHH:mm:ssZ',
  'Milliseconds since 1970': '自 1970 年起的毫秒数',
  'Null: never': 'null 表示从未使用',
  'The caller’s account': '调用者所属的账号',
  'What is not given stays.': '未传的字段保持不变。',
}
