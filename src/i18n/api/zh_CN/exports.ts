import type { Sentences } from '../sentences.ts'

/** 导出用户与导出任务。 */
export const exports: Sentences = {
  'Export users to an Excel file': '导出用户到 Excel 文件',
  'Makes a task that writes the users matching the filter to an Excel workbook, all of them as of one snapshot of the directory. All filters combine by AND. Ask ListExportTasks for the task, then DownloadExportFile for the file.':
    '创建一个导出任务，将符合过滤条件的用户写入 Excel 工作簿，所有用户取自目录的同一数据快照。各过滤条件之间为“与”关系。请用 ListExportTasks 查询任务，再用 DownloadExportFile 下载文件。',
  'Only users whose name contains this text, ignoring case': '只导出用户名包含此文本的用户，不区分大小写',
  'Only users with one of these names; an empty array does not narrow':
    '只导出用户名为其中之一的用户；空数组表示不过滤',
  'Only users whose description contains this text, ignoring case':
    '只导出描述包含此文本的用户，不区分大小写',
  'Activation type; `ALL` exports both': '激活类型；`ALL` 表示两种类型都导出',
  'Language of the workbook: headers, sheet names, texts of enumerations, dates':
    '工作簿的语言：表头、工作表名称、枚举值文本、日期格式',
  'Only users of this enterprise project; `0` is the default one; absent: all that the caller may read':
    '只导出此企业项目的用户；`0` 为默认企业项目；不传则导出调用者有权查看的全部企业项目的用户',
  'Only users who have (have not) subscribed to collaboration': '只导出已（未）订阅协同的用户',
  'Only users who have (have no) collaborative desktops': '只导出有（无）协同桌面的用户',
  'A repeat within 24 hours answers the first task’s ID': '幂等键：24 小时内重复的请求返回第一次创建的任务ID',
  'ID of the export task': '导出任务ID',
  'List export tasks': '查询导出任务列表',
  'Substring of the file name': '文件名，模糊匹配',
  'Only exports that were narrowed to it, ours': '只查询限定于此企业项目的导出（本系统扩展）',
  'Absent: downloaded or not': '不传则不论是否已下载',
  'Whether the file was downloaded to its end': '文件是否已完整下载过',
  'Per cent': '进度百分比',
  'Rows counted in the snapshot': '数据快照中的行数（用户或用户组）',
  Bytes: '文件大小，单位为字节',
  'Of the file, in hex': '文件的 SHA-256，十六进制',
  'The request as understood': '服务端所理解的导出请求',
  'Watch an export task': '跟踪导出任务',
  'A stream of events: `task`, with the task as ListExportTasks has it, at once and whenever it changes, or `deleted`. The stream ends after the last one, and after ten minutes or when the server stops: ask again then.':
    '服务器发送事件：`task` 事件的内容与 ListExportTasks 中的任务相同，连接后立即发送，此后在任务变化时发送；任务被删除时发送 `deleted` 事件。最后一个事件之后连接结束；满十分钟或服务器停止时连接也会结束，届时请重新请求。',
  Events: '事件流',
  'Download the file of an export task': '下载导出任务的文件',
  'Understands HEAD, Range and If-None-Match: a download that breaks can be resumed.':
    '支持 HEAD、Range 和 If-None-Match：中断的下载可以续传。',
  'The workbook': 'Excel 工作簿',
  'Ours: only tasks that have not ended; what ends meanwhile is kept with its file':
    'Muster 扩展：只删除尚未结束的任务；此时已结束的任务及其文件保留',
  'Delete export tasks and their files': '批量删除导出任务及其文件',
  'A task that is running is cancelled. IDs that do not exist are passed over.':
    '正在执行的任务会被取消。不存在的任务ID会被忽略。',
}
