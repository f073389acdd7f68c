import type { Sentences } from '../sentences.ts'

/** 桌面用户组及其成员。 */
export const userGroups: Sentences = {
  'ID of the user group': '用户组ID',
  'Export user groups to an Excel file': '导出用户组到 Excel 文件',
  'Makes a task that writes the user groups to an Excel workbook, with how many users and desktops each has, all as of one snapshot of the directory. Ask ListExportTasks for the task, then DownloadExportFile for the file.':
    '创建一个导出任务，将用户组及其用户数、桌面数写入 Excel 工作簿，全部取自目录的同一数据快照。请用 ListExportTasks 查询任务，再用 DownloadExportFile 下载文件。',
  'Only user groups whose name contains this text, ignoring case':
    '只导出名称包含此文本的用户组，不区分大小写',
  'Only user groups with one of these IDs; an empty array does not narrow':
    '只导出ID为其中之一的用户组；空数组表示不过滤',
  'Export the users of a user group to an Excel file': '导出用户组中的用户到 Excel 文件',
  'Makes a task that writes the members matching the filter to an Excel workbook. It starts work although it is a GET: a signature of it is served once.':
    '创建一个导出任务，将符合过滤条件的组内用户写入 Excel 工作簿。该接口虽为 GET，但会启动任务：同一签名只能使用一次。',
  'Create a user group': '创建用户组',
  'List user groups': '查询用户组列表',
  'Substring of the name, ignoring case': '用户组名称，模糊匹配，不区分大小写',
  '0: 100': '0 表示 100 条',
  'Members that the caller may see': '调用者有权查看的组内用户数',
  'Groups are not nested here': '此处用户组不分层级',
  'Desktops of these members': '上述用户的桌面数',
  'Change a user group': '修改用户组',
  'What is not given stays. A user group of an AD domain cannot be renamed.':
    '未传的字段保持不变。AD 域的用户组不能改名。',
  'Delete a user group': '删除用户组',
  'Its members stay.': '组内用户不会被删除。',
  'Delete user groups, all or none': '批量删除用户组，全部成功或全部失败',
  'Their members stay.': '各组内的用户不会被删除。',
  'List the users of a user group': '查询用户组中的用户',
  'Add users to a user group or remove them, all or none': '向用户组添加或移除用户，全部成功或全部失败',
  'Who is in it already, or is not, stays so.': '已在组内的用户再次添加、不在组内的用户再次移除均无影响。',
}
