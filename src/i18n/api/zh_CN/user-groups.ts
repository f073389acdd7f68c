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
}
