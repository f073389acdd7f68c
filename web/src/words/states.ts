import { inBoth } from './pair.ts'

/** What every page of the console says where there is nothing to show. */
export const states = inBoth(
  {
    failed: 'That did not work',
    refused: 'You may not do this',
    requestId: 'Request ID',
    again: 'Try again',
    unreachable: 'The server did not answer. What you have typed is still here.',
    noProject: 'Your user has no project. Whoever manages the account can create one.',
    cancel: 'Cancel',
    close: 'Close',
    save: 'Save',
    edit: 'Edit',
    delete: 'Delete',
    typeToConfirm: (text: string) => `Type ${text} to confirm`,
    ended: 'Your session has ended',
    goesOn: 'Sign in again and go on where you were: everything on this page is still here.',
  },
  {
    failed: '操作失败',
    refused: '您没有此权限',
    requestId: '请求ID',
    again: '重试',
    unreachable: '服务器没有响应。您输入的内容仍然保留。',
    noProject: '您的用户没有项目，请联系账号管理员创建。',
    cancel: '取消',
    close: '关闭',
    save: '保存',
    edit: '编辑',
    delete: '删除',
    typeToConfirm: (text) => `输入 ${text} 以确认`,
    ended: '会话已结束',
    goesOn: '请重新登录，然后继续操作：此页面上的内容都还在。',
  },
)
