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
  'ID of the desktop user': '桌面用户ID',
  'Show a desktop user': '查询桌面用户详情',
  'Answers an ETag: UpdateUserInfo with it as If-Match is refused if somebody else was faster.':
    '返回 ETag：UpdateUserInfo 以其作为 If-Match 时，若用户已被他人修改则被拒绝。',
  'Milliseconds since 1970 (UTC); 0: never': '自 1970 年起的毫秒数（UTC）；0 表示永不过期',
  'The same as `enable_change_password`, by the name that the SDKs read':
    '与 `enable_change_password` 相同，为 SDK 所用的字段名',
  '`user_name@domain`, or the name alone': '`user_name@domain`；无域时仅为用户名',
  'The alias, or the user name': '别名；无别名时为用户名',
  'Null: the user is in no domain tree': 'null 表示用户不在域树中',
  '0: user': '0 表示用户',
  'Change a desktop user': '修改桌面用户信息',
  'What is not given stays; an empty text clears.': '未传的字段保持不变；空字符串表示清空。',
  'All groups that the user is to be in': '用户所属的全部用户组',
  'ETag from ListUserDetail: 412 if the user was changed since':
    'ListUserDetail 返回的 ETag：用户在此之后被修改过则返回 412',
  'Delete a desktop user': '删除桌面用户',
  'Refused while the user owns a desktop.': '用户名下仍有桌面时不能删除。',
  'Delete desktop users, all or none': '批量删除桌面用户，全部成功或全部失败',
  'Refused while one of them owns a desktop.': '其中任一用户名下仍有桌面时不能删除。',
  'Lock or unlock a desktop user, or reset its password': '锁定、解锁桌面用户或重置其密码',
  '`RESET_PWD`: the next login must change the password': '`RESET_PWD`：下次登录须修改密码',
  'Count users by status, activation type, enterprise project and month of creation':
    '按状态、激活类型、企业项目和创建月份统计用户',
  'yyyy-MM in UTC': 'UTC 月份，yyyy-MM',
  'Months in which users were created who are there still, oldest first': '现有用户的创建月份，从早到晚',
  'Each user once: disabled before locked before expired':
    '每个用户只计一次：已禁用优先于已锁定，已锁定优先于已过期',
  'Those that have users': '有用户的企业项目',
  'Import users from an Excel or CSV file': '从 Excel 或 CSV 文件导入用户',
  'Makes a task that reads the file and creates or updates users in one transaction. The file is the filled template of ExportUsersTemplate, an exported workbook, or CSV (UTF-8 or GB18030); its columns are found by their headers, in English or Chinese and any order. The task’s own file is a report that says of every row what became of it and why.':
    '创建一个导入任务：读取文件，并在一个事务中创建或更新用户。文件可以是填写好的模板（ExportUsersTemplate）、导出的工作簿或 CSV（UTF-8 或 GB18030）；按表头识别各列，表头可为英文或中文，列的顺序不限。任务的文件是一份报告，说明每一行的结果及原因。',
  'An .xlsx workbook or a CSV file': '.xlsx 工作簿或 CSV 文件',
  '`create`: users that exist are refused; `upsert`: they are updated. They are found by name and domain, ignoring case':
    '`create`：已存在的用户将被拒绝；`upsert`：更新已存在的用户。按用户名和域匹配，不区分大小写',
  'Change nothing; the report says what would be changed': '试运行：不做任何更改，报告说明会有哪些更改',
  '`abort`: a row that is refused means that nothing is changed; `skip`: the others are imported':
    '`abort`：只要有一行被拒绝就不做任何更改；`skip`：导入其余的行',
  'Language of the report': '报告的语言',
  'ID of the import task': '导入任务ID',
  'List what became of the rows of an import': '查询导入各行的结果',
  'The first 1000 rows of each result, in the order of the file; the report that DownloadExportFile gives has all of them. Who may download the report may read them, for as long as there is one.':
    '每种结果的前 1000 行，按文件中的顺序；DownloadExportFile 所下载的报告包含全部行。有权下载报告者即可查询，直至报告过期。',
  'What became of the rows': '各行的结果',
  'Rows of this result in the file; not all of them may be listed': '文件中此结果的行数；不一定全部列出',
  'How many of them are listed': '其中列出的行数',
  'Row of the file, from 1': '文件中的行号，从 1 开始',
  'Header of the column, as the file has it': '列的表头，与文件一致',
  'What the directory said': '目录中原有的内容',
  'What the file says': '文件中的内容',
  'The cells that make a difference; of a refused row those at fault':
    '有差异的单元格；被拒绝的行为出错的单元格',
  'Why the row is refused': '该行被拒绝的原因',
  'Headers that are known, as the file has them': '可识别的表头，与文件一致',
  'Sheets that were not read: they have no column of user names': '未读取的工作表：其中没有用户名列',
  'Whether the directory was changed as the report says': '是否已按报告对目录做出更改',
  'Headers that are known in no language': '两种语言中都无法识别的表头',
  'Download the template for importing users': '下载用户导入模板',
  'Activation type that the template offers; absent: both': '模板中可选的激活类型；不传则两种都可选',
}
