import type { Sentences } from '../sentences.ts'

/** 桌面用户的查询与创建。 */
export const users: Sentences = {
  'List users': '查询桌面用户列表',
  'Absent: both': '不传则查询两种激活类型的用户',
  'Whole name of a group': '用户组名称，精确匹配',
  '0: 2000': '0 表示 2000 条',
  'UTC instant, or "0": never': 'UTC 时间；"0" 表示永不过期',
  'Create a desktop user': '创建桌面用户',
  'Create desktop users, all or none': '批量创建桌面用户，全部成功或全部失败',
  'Checked, never stored': '只做校验，不保存',
  'Texts by name': '以名称为键的文本',
}
