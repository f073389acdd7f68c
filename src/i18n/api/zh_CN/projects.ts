import type { Sentences } from '../sentences.ts'

/** 项目与企业项目。 */
export const projects: Sentences = {
  'Create a project': '创建项目',
  'Each has users and exports of its own. All projects lie directly below the account, also where `parent_id` names one of them.':
    '每个项目有各自的用户和导出任务。所有项目都直接属于账号，即使 `parent_id` 指定了其中一个项目。',
  'Show a project': '查询项目详情',
  'Create an enterprise project': '创建企业项目',
  '0: the default one': '0 表示默认企业项目',
  '1: enabled, as all are': '1 表示启用，所有企业项目均为启用',
  'The same as created_at': '与 created_at 相同',
  'List enterprise projects': '查询企业项目列表',
  'Part of a name as `name` narrows the list. Who has the permission in single enterprise projects sees those.':
    '`name` 按名称模糊匹配。只在部分企业项目中有权限的用户，只能看到这些企业项目。',
  'Show an enterprise project': '查询企业项目详情',
}
