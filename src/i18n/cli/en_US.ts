/** All English texts of the command line. */
export const cli = {
  about: 'A directory of desktop users, compatible with the Workspace API, and its export to Excel',
  serve: 'Serve the API and work on exports (settings: MUSTER_… variables, see README)',
  worker: 'Work on exports only, beside API processes on the same MUSTER_DATABASE_URL',
  seed: 'Fill a project with made-up users. Example: muster seed --users 100000',
  export: 'Export users to an Excel file. Example: muster export --active-type ALL --out users.xlsx',
  import: 'Import users from an .xlsx or CSV file. Example: muster import users.xlsx --mode upsert --dry-run',
  audit: 'Write the audit trail to an .xlsx, .csv or .jsonl file. Example: muster audit --begin 2026-11-01',
  sample:
    'Write code that calls an operation. Example: muster sample --operation ExportUsersNew --set user_name=li --lang python',
  backup:
    'Write database, keys and files to one file, beside a running server too. Example: muster backup --out muster.tar.gz',
  restore: 'Bring a backup back, into an empty data directory and database',
  doctor: 'Find and name what is wrong with this installation; changes nothing',
  demo: 'Show the main job: start a server, make 10,000 users, leave two workbooks in this folder',
  options: {
    lang: 'Language of this command line',
    endpoint: 'Server to call (MUSTER_ENDPOINT; absent: that of the data directory)',
    project: 'Project (absent: the first one)',
    userName: 'Only users whose name contains this text',
    userNames: 'Only users with one of these names',
    description: 'Only users whose description contains this text',
    activeType: 'USER_ACTIVATE (default), ADMIN_ACTIVATE or ALL',
    language: 'Language of the workbook (default en_US)',
    enterpriseProjectId: 'Only users of this enterprise project; 0 is the default one',
    subscription: 'Only users who have (have not) subscribed to collaboration',
    shareDesktops: 'Only users who have (have no) collaborative desktops',
    task: 'Wait for and download this task instead of making a new one',
    out: 'Where the file goes: a name, or a folder (absent: this folder, named by the server)',
    importFile: 'Filled template, exported workbook or CSV file',
    importMode: 'create (default): users that exist are refused; upsert: they are updated',
    dryRun: 'Change nothing, and say what would be changed',
    onError: 'What a refused row does: abort (default), nothing is changed; skip, the others are imported',
    reportLanguage: 'Language of the report (default en_US)',
    report: 'Where the report goes, a name or a folder: every row with what became of it and why',
    auditBegin: 'Events from this day or instant on (UTC): 2026-11-24 or 2026-11-24T08:00:00Z',
    auditEnd: 'Events before this day or instant (UTC)',
    auditUser: 'Only events of the user of this name',
    auditOperation: 'Only events of this operation, such as DownloadExportFile',
    auditOutcome: 'Only events with this outcome: allowed, denied or failed',
    auditResource: 'Only events of a task, a user or whatever else has this ID',
    auditRequest: 'Only events of the request with this ID',
    auditProject: 'Only events of this project (absent: all of the account)',
    auditLanguage: 'Language of the workbook (absent: that of the command line)',
    auditOut: 'File, ending in .xlsx, .csv or .jsonl, or a folder (absent: an .xlsx in this folder)',
    backupOut: 'Where the backup goes: a name, or a folder (absent: this folder, named by the time)',
    backupFiles: 'Whether exported files are part of it (absent: false; without them they are made anew)',
    restoreFile: 'Backup to restore',
    users: 'How many users',
    seedProject: 'Project to fill (absent: the first one)',
    operation: 'Operation to call, such as ExportUsersNew',
    set: 'Value to send, as often as there are some: user_name=li, user_names=a, body.user_names=["a","b"], users.1.user_name=li',
    sampleLang: 'Language of the code (that of messages stands before the command)',
    sampleEndpoint:
      'Server that the code calls (MUSTER_ENDPOINT; absent: that of the data directory, else http://127.0.0.1:8080)',
    sampleProject: 'Project that the code names (absent: that of the data directory)',
    randomSeed: 'Seed of the made-up data: the same gives the same users (0 to 4294967295)',
  },
  unknownCommand: (name: string) => `There is no command '${name}'.`,
  unknownOption: (option: string) => `There is no option '${option}' here.`,
  unexpectedArgument: (argument: string) => `'${argument}' is not expected here.`,
  valueMissing: (name: string) => `--${name} needs a value.`,
  notBoolean: (name: string, text: string) => `--${name} takes true or false, not '${text}'.`,
  notInstant: (name: string, text: string) =>
    `--${name} takes a day (2026-11-24) or an instant in UTC (2026-11-24T08:00:00Z), not '${text}'.`,
  notAuditFile: (file: string) => `The file ends in .xlsx, .csv or .jsonl, not '${file}'.`,
  notWholeNumber: (name: string, text: string, most: number) =>
    `--${name} takes a whole number from 0 to ${most}, not '${text}'.`,
  operationUnknown: (given: string, known: string) =>
    `${given === '' ? '--operation is missing' : `There is no operation '${given}'`}. Operations: ${known}.`,
  sampleLanguageUnknown: (given: string, known: string) =>
    `${given === '' ? '--lang is missing' : `There are no samples in '${given}'`}. Languages: ${known}.`,
  settingUnknown: (operation: string, name: string, known: string) =>
    `${operation} takes no '${name}'. ${known === '' ? 'It takes nothing but the project (--project).' : `It takes: ${known}.`}`,
  settingMalformed: (text: string) => `--set takes NAME=VALUE, not '${text}'.`,
  valueWrong: (option: string, type: string, text: string) =>
    `${option} takes a value of type ${type}, not '${text}'.`,
  seeHelp: 'See: muster --help, muster COMMAND --help',
  projectUnknown: (given: string, known: string) =>
    `There is no project '${given}'. Projects here: ${known || 'none; start the server once (muster serve)'}.`,
  credentialsMissing: (dataDir: string) =>
    `The server of ${dataDir} has no credentials.json there: its first account was made elsewhere. Use muster export with MUSTER_ACCESS_KEY and MUSTER_SECRET_KEY.`,
  refused: (message: string, status: number, code: string, requestId: string) =>
    `The server refused: ${message} (HTTP ${status} ${code}, request ${requestId})`,
  unreachable: (why: string) =>
    `The server does not answer (${why}). Is it running (muster serve), and is --endpoint right?`,
  cancelled: (taskId: string) => `Interrupted; the export task ${taskId} was cancelled and its file removed.`,
  progress: (what: string, rows: number, total: number | null, rate: number, left: number | null) =>
    `${{ seed: 'seeding', import: 'importing', backup: 'backing up', restore: 'restoring' }[what] ?? 'exporting'}  ${count(rows)} of ${total === null ? '…' : count(total)} ${{ audit: 'events', backup: 'rows', restore: 'rows' }[what] ?? 'users'}  ${count(rate)}/s  ${left === null ? '' : `${left} s left`}`,
  imported: (created: number, updated: number, unchanged: number, refused: number, seconds: number) =>
    `${count(created)} created, ${count(updated)} updated, ${count(unchanged)} unchanged, ${count(refused)} refused  ${seconds.toFixed(1)} s`,
  nothingChanged: 'Nothing was changed.',
  reportWritten: (file: string) => `Report: ${file}`,
  importRefused: (refused: number, taskId: string) =>
    `${count(refused)} rows were refused. Why is said by the report: --report FILE writes it; it is kept as the file of the task ${taskId}.`,
  unknownColumns: (names: string) => `Unknown columns were not read: ${names}`,
  importCancelled: (taskId: string) =>
    `Interrupted; the import task ${taskId} was cancelled. Nothing was changed.`,
  fileMissing: (file: string) => `There is no file '${file}'.`,
  exported: (file: string, users: number, bytes: number, seconds: number) =>
    `${file}  ${count(users)} users  ${(bytes / 1_000_000).toFixed(1)} MB  ${seconds.toFixed(1)} s  SHA-256 verified`,
  audited: (file: string, events: number, bytes: number, seconds: number, sha256: string) =>
    `${file}  ${count(events)} events  ${(bytes / 1_000_000).toFixed(1)} MB  ${seconds.toFixed(1)} s  SHA-256 ${sha256}`,
  backedUp: (file: string, rows: number, files: number, bytes: number) =>
    `${file}  ${count(rows)} rows  ${count(files)} exported files  ${(bytes / 1_000_000).toFixed(1)} MB. It holds keys: keep it as you keep them.`,
  backupWithoutKey:
    'The master key is that of MUSTER_MASTER_KEY and not in the backup. Without it nobody can sign in after a restore: keep it as well.',
  nothingToBackUp: (folder: string) => `There is nothing to back up in ${folder}.`,
  restored: (rows: number, files: number, takenAt: string, expired: number) =>
    `Restored as of ${takenAt}: ${count(rows)} rows, ${count(files)} exported files${expired === 0 ? '' : `; ${count(expired)} export tasks whose files are not there have expired`}.`,
  seeded: (added: number, present: number, project: string, seconds: number) =>
    `${count(added)} users added to project ${project}${present > 0 ? `, ${count(present)} were there already` : ''}  ${seconds.toFixed(1)} s`,
  admin:
    'Manage accounts, users, groups, access keys, policies, grants, projects. Example: muster admin user list',
  adminNouns: {
    account: 'Accounts: each with users, keys, projects and policies of its own',
    user: 'IAM users of an account',
    group: 'User groups of IAM, and who is in them',
    key: 'Access keys, two a user',
    policy: 'Policies: the system’s, and the account’s own',
    grant: 'What a user or a group may do, and where',
    project: 'Projects of an account',
    'enterprise-project': 'Enterprise projects of an account',
    'desktop-user': 'Desktops of a desktop user, as far as the directory counts them',
    webhook: 'Where a project is told of the ends of its tasks',
    server: 'Keys of the server itself',
  },
  adminVerbs: {
    link: 'Print a link that signs the user in once, within ten minutes',
    create: 'Create one',
    list: 'List them',
    show: 'Show one',
    disable: 'Disable one: it can do nothing until it is enabled',
    enable: 'Enable one again',
    set: 'Set values; what is not given stays',
    limit: 'Show limits and use of one, and set limits of its own',
    mode: 'Set how the account’s users are judged',
    password: 'Set a password; ends the user’s tokens',
    add: 'Add one',
    remove: 'Take one away',
    delete: 'Delete one',
    test: 'Send a notice that tells of nothing, and say what was answered',
    'rotate-master-key': 'Seal every secret anew under a new master key, with the server stopped',
    'rotate-refusal-key': 'Make a new key for reasons of refusals, or remove an old one',
    'refusal-keys': 'List the keys of reasons of refusals',
  },
  adminOptions: {
    endpoint: 'Base URL of the server (absent: where the server of the data directory answers)',
    newKey:
      'Next master key, 32 bytes in base64, - to read it from standard input (only where MUSTER_MASTER_KEY gives the present one)',
    removeRefusalKey: 'Remove the retired key with this ID: what it sealed can no longer be decoded',
    account: 'Account (absent: the first one)',
    output: 'json or table (absent: a table on a terminal, JSON elsewhere)',
    name: 'Name',
    description: 'Description',
    email: 'Email address',
    password:
      'Password, - to read it from standard input (absent: none, the user can only sign with access keys)',
    newPassword: 'New password, - to read it from standard input',
    administratorPassword:
      'Password of its administrator, - to read it from standard input (absent: one is made up)',
    user: 'User: ID or name',
    group: 'User group: ID or name',
    policy: 'Policy: ID or name',
    file: 'File with the policy as JSON',
    accessKey: 'Access key (AK)',
    project: 'Project: ID or name',
    enterpriseProject: 'Enterprise project: ID or name',
    mostExports: 'Exports that run or wait at a time; 0: any number, default: MUSTER_LIMIT_EXPORTS',
    mostStoredBytes: 'Bytes of files that are kept; 0: any number, default: MUSTER_LIMIT_STORED_BYTES',
    firstProject: 'Name of its first project (absent: the region of MUSTER_REGION)',
    webhookUrl: 'URL that notices are posted to, of https or http',
    webhookSecret:
      'Secret that signs them, - to read it from standard input (absent: that of before, or one is made and shown this once)',
    mode: 'How its users are judged: role_policy or identity_policy',
    desktopUser: 'Desktop user: ID or name',
    domain: 'Domain of the desktop user (absent: none)',
    desktops: 'Number of its desktops',
    subscription: 'Whether it has subscribed to collaboration: true or false',
    shareSpaceDesktops: 'Number of its collaborative desktops',
  },
  apiNouns: {
    users: 'Desktop users. Example: muster users list --user-name li',
    groups: 'Groups of desktop users. Example: muster groups add Sales alice',
    tasks: 'Export tasks and their files. Example: muster tasks list --status SUCCESS',
  },
  apiVerbs: {
    list: 'List them',
    show: 'Show one',
    create: 'Create one',
    update: 'Change one: what is not given stays, an empty text clears',
    delete: 'Delete one',
    lock: 'Lock one',
    unlock: 'Unlock one',
    statistics: 'Count them by status, activation type and enterprise project',
    members: 'List the users in it',
    add: 'Add a user to it',
    remove: 'Take a user out of it',
    cancel: 'Cancel one that runs or waits',
    download: 'Download its file and verify it',
  },
  apiSubjects: {
    user: 'User: ID or name',
    group: 'User group: ID or name',
    task: 'Task: ID',
  },
  apiSeveral: (name: string, ids: string) => `Several are called '${name}'. Give one by its ID: ${ids}.`,
  taskFinished: (id: string, status: string) =>
    `The task ${id} reads ${status}: there is nothing to cancel. To remove it and its file: muster tasks delete ${id}`,
  taskHasNoFile: (id: string, status: string) => `The task ${id} reads ${status}: it has no file.`,
  decode:
    'Decode the reason of a refusal. Example: muster decode MESSAGE, or - to read it from standard input',
  decodeMessage: 'The encoded_authorization_message of a 403',
  sign: "Print a signed curl command. Example: muster sign POST '/v3/PROJECT/users/export' --body '{}'",
  signMethod: 'Method, such as GET',
  signPath: 'Path with query; {project_id} stands for the project',
  signNeedsKey:
    'Signing needs an access key: set MUSTER_ACCESS_KEY and MUSTER_SECRET_KEY, or muster login --access-key.',
  signPathWrong: (path: string) => `The path begins with /, not '${path}'.`,
  signBody: 'Body, - to read it from standard input',
  login:
    'Keep where a server is and how to call it. Example: muster login --endpoint https://muster.example.com',
  logout: 'Forget a profile',
  loginUser: 'IAM user (absent: admin)',
  loginAccount: 'Account (absent: default)',
  loginPassword: 'Password, - to read it from standard input (absent: asked for)',
  loginAccessKey: 'Access key to keep, instead of signing in by password',
  loginSecretKey: 'Its secret, - to read it from standard input',
  loginProfile: 'Name of the profile (MUSTER_PROFILE; absent: default)',
  loginEndpoint: 'Server: its base URL',
  loginAsk: (user: string) => `Password of ${user}: `,
  loginNoTerminal:
    'There is no terminal to ask for the password: give --password - and write it to standard input.',
  loginHalfKey: 'Give --access-key and --secret-key together.',
  loginProjects: (names: string) => `Give --project: there are ${names || 'no projects'}.`,
  loggedIn: (profile: string, file: string, until: string | null) =>
    `Profile ${profile} is kept in ${file}${until === null ? '' : `, good until ${until}`}.`,
  loggedOut: (profile: string) => `Profile ${profile} is forgotten.`,
  completion: 'Print completion for a shell. Example: source <(muster completion bash)',
  completionShell: 'bash, zsh or fish',
  completionUnknown: (shell: string) => `There is completion for bash, zsh and fish, not for '${shell}'.`,
  nothing: 'Nothing.',
  adminServersRun: (connections: number) =>
    `Servers or workers are connected to the database (${connections} connections). Stop them first: they would go on with the old key.`,
  adminNewKeyNeeded:
    "The master key is that of MUSTER_MASTER_KEY: give the next one by --new-key (such as 'openssl rand -base64 32' prints), then set the variable of every process to it.",
  adminNewKeyNotNeeded:
    'The master key lies in the data directory, and the next one is made there: leave --new-key out.',
  adminNoRetiredKey: (id: string) => `There is no retired key '${id}'; the newest one cannot be removed.`,
  webhookNotTaken: (why: string) => `The webhook did not take the notice: ${why}`,
  adminNoEndpoint: 'Give the base URL of the server by --endpoint.',
  noInput: 'There is nothing on standard input.',
  done: 'Done.',
  unknownName: (what: string, given: string) => `There is no ${what} '${given}'.`,
  adminOneOf: (options: string) => `Give exactly one of ${options}.`,
  choice: (name: string, allowed: string, given: string) => `--${name} takes ${allowed}, not '${given}'.`,
  signInLink: (link: string) => `Sign in with one click, once, within ten minutes:\n  ${link}`,
  firstStart: (file: string) => `First start. The administrator’s credentials, kept in ${file}:`,
  demoStarts: (dataDir: string) =>
    `Starting a server on embedded PostgreSQL in ${dataDir} (the first start takes some seconds) …`,
  demoUses: (url: string) => `Using the server that runs at ${url}`,
  demoNext: (endpoint: string) =>
    `Next: npm start serves the API (OpenAPI at /openapi.json); bin/muster export --user-name li exports a part; bin/muster seed --users 1000000 makes it a million. This server was ${endpoint}.`,
} as const

/** A number with separators. */
function count(value: number): string {
  return value.toLocaleString('en-US')
}
