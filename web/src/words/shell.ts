import { inBoth } from './pair.ts'

/** Where one can go. */
export const places = inBoth(
  {
    overview: 'Overview',
    users: 'Users',
    groups: 'User groups',
    exports: 'Export centre',
    access: 'Access',
    explorer: 'API Explorer',
    signature: 'Check a signature',
    docs: 'Docs',
    enterpriseProject: 'Enterprise project',
    allEnterpriseProjects: 'All enterprise projects',
  },
  {
    overview: '概览',
    users: '用户',
    groups: '用户组',
    exports: '导出中心',
    access: '访问控制',
    explorer: 'API Explorer',
    signature: '检查签名',
    docs: '文档',
    enterpriseProject: '企业项目',
    allEnterpriseProjects: '所有企业项目',
  },
)
