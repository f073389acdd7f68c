/** All English texts that a person reads in a workbook or on the command line. */
export const en_US = {
  users: {
    sheetName: 'Users',
    title: 'Users',
    headers: {
      user_name: 'Username',
      user_email: 'Email',
      user_phone: 'Mobile Number',
      description: 'Description',
      active_type: 'Activation Type',
      group_names: 'User Groups',
      domain: 'Domain',
      status: 'Status',
      total_desktops: 'Desktops',
      share_space_subscription: 'Collaboration',
      share_space_desktops: 'Collaborative Desktops',
      account_expires: 'Account Expires',
      password_never_expired: 'Password Never Expires',
      enable_change_password: 'Can Change Password',
      next_login_change_password: 'Change Password at Next Login',
      enterprise_project_id: 'Enterprise Project ID',
      created_at: 'Created',
      id: 'User ID',
    },
    activeTypes: { USER_ACTIVATE: 'Activation by users', ADMIN_ACTIVATE: 'Activation by administrators' },
    statuses: { normal: 'Normal', locked: 'Locked', disabled: 'Disabled', expired: 'Expired' },
    subscribed: 'Subscribed',
    notSubscribed: 'Not subscribed',
    never: 'Never',
    yes: 'Yes',
    no: 'No',
  },
  about: {
    sheetName: 'About this export',
    title: 'About this export',
    project: 'Project',
    projectId: 'Project ID',
    contents: 'Contents',
    leftOut: 'Left out',
    nothing: 'nothing',
    exportedBy: 'Exported by',
    requestedAt: 'Requested (UTC)',
    snapshotAt: 'State of the directory as of (UTC)',
    users: 'Users',
    taskId: 'Task ID',
    dates: 'Dates',
    datesAreUtc: 'all dates and times in this workbook are UTC',
    complete: (users: string) =>
      `Complete: ${users} users were counted in one snapshot of the directory, and as many rows were written.`,
    cut: (cells: number, places: string) =>
      `Cut: ${cells} cells held more than the 32,767 characters that a cell can, and end there: ${places}.`,
    verify:
      'To verify this file, compare its SHA-256 (sha256sum FILE, or Get-FileHash FILE) with the field sha256 of the task in the export centre.',
  },
  filter: {
    everyone: 'all users',
    separator: ' · ',
    userName: (text: string) => `name contains “${text}”`,
    userNames: (names: string) => `name is one of: ${names}`,
    description: (text: string) => `description contains “${text}”`,
    activeType: (type: string) => type.toLowerCase(),
    enterpriseProject: (id: string) => `enterprise project ${id}`,
    enterpriseProjects: (ids: string) => `enterprise projects ${ids}`,
    subscribed: 'subscribed to collaboration',
    notSubscribed: 'not subscribed to collaboration',
    withCollaborativeDesktops: 'with collaborative desktops',
    withoutCollaborativeDesktops: 'without collaborative desktops',
    leftOutActiveType: (type: string) => `users with ${type.toLowerCase()}`,
    leftOutOthers: 'users who do not match the filter',
  },
  cli: {
    about: 'A directory of desktop users, compatible with the Workspace API, and its export to Excel',
    serve: 'Serve the API and work on exports (settings: MUSTER_… variables, see README)',
    worker: 'Work on exports only, beside API processes on the same MUSTER_DATABASE_URL',
    seed: 'Fill a project with made-up users. Example: muster seed --users 100000',
    export: 'Export users to an Excel file. Example: muster export --active-type ALL --out users.xlsx',
    sample:
      'Write code that calls an operation. Example: muster sample --operation ExportUsersNew --set user_name=li --lang python',
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
    notWholeNumber: (name: string, text: string, most: number) =>
      `--${name} takes a whole number from 0 to ${most}, not '${text}'.`,
    operationUnknown: (given: string, known: string) =>
      `${given === '' ? '--operation is missing' : `There is no operation '${given}'`}. Operations: ${known}.`,
    sampleLanguageUnknown: (given: string, known: string) =>
      `${given === '' ? '--lang is missing' : `There are no samples in '${given}'`}. Languages: ${known}.`,
    settingUnknown: (operation: string, name: string, known: string) =>
      `${operation} takes no '${name}'. ${known === '' ? 'It takes nothing but the project (--project).' : `It takes: ${known}.`}`,
    settingMalformed: (text: string) => `--set takes NAME=VALUE, not '${text}'.`,
    settingWrong: (name: string, type: string, text: string) =>
      `--set ${name} takes a value of type ${type}, not '${text}'.`,
    seeHelp: 'See: muster --help, muster COMMAND --help',
    projectMissing: 'No project is known: give --project.',
    projectUnknown: (given: string, known: string) =>
      `There is no project '${given}'. Projects here: ${known || 'none; start the server once (muster serve)'}.`,
    credentialsMissing: (dataDir: string) =>
      `The server of ${dataDir} has no credentials.json there: its first account was made elsewhere. Use muster export with MUSTER_ACCESS_KEY and MUSTER_SECRET_KEY.`,
    refused: (message: string, status: number, code: string, requestId: string) =>
      `The server refused: ${message} (HTTP ${status} ${code}, request ${requestId})`,
    unreachable: (why: string) =>
      `The server does not answer (${why}). Is it running (muster serve), and is --endpoint right?`,
    cancelled: (taskId: string) =>
      `Interrupted; the export task ${taskId} was cancelled and its file removed.`,
    progress: (what: string, rows: number, total: number | null, rate: number, left: number | null) =>
      `${what === 'seed' ? 'seeding' : 'exporting'}  ${count(rows)} of ${total === null ? '…' : count(total)} users  ${count(rate)}/s  ${left === null ? '' : `${left} s left`}`,
    exported: (file: string, users: number, bytes: number, seconds: number) =>
      `${file}  ${count(users)} users  ${(bytes / 1_000_000).toFixed(1)} MB  ${seconds.toFixed(1)} s  SHA-256 verified`,
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
      server: 'Keys of the server itself',
    },
    adminVerbs: {
      create: 'Create one',
      list: 'List them',
      show: 'Show one',
      disable: 'Disable one: it can do nothing until it is enabled',
      enable: 'Enable one again',
      mode: 'Set how the account’s users are judged',
      password: 'Set a password; ends the user’s tokens',
      add: 'Add one',
      remove: 'Take one away',
      delete: 'Delete one',
      'rotate-master-key': 'Seal every secret anew under a new master key, with the server stopped',
      'rotate-refusal-key': 'Make a new key for reasons of refusals, or remove an old one',
      'refusal-keys': 'List the keys of reasons of refusals',
    },
    adminOptions: {
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
      firstProject: 'Name of its first project (absent: the region of MUSTER_REGION)',
      mode: 'How its users are judged: role_policy or identity_policy',
    },
    adminNothing: 'Nothing.',
    adminServersRun: (connections: number) =>
      `Servers or workers are connected to the database (${connections} connections). Stop them first: they would go on with the old key.`,
    adminNewKeyNeeded:
      "The master key is that of MUSTER_MASTER_KEY: give the next one by --new-key (such as 'openssl rand -base64 32' prints), then set the variable of every process to it.",
    adminNewKeyNotNeeded:
      'The master key lies in the data directory, and the next one is made there: leave --new-key out.',
    adminNoRetiredKey: (id: string) => `There is no retired key '${id}'; the newest one cannot be removed.`,
    adminNoInput: 'There is nothing on standard input.',
    adminDone: 'Done.',
    adminUnknown: (what: string, given: string) => `There is no ${what} '${given}'.`,
    adminOneOf: (options: string) => `Give exactly one of ${options}.`,
    adminChoice: (name: string, allowed: string, given: string) =>
      `--${name} takes ${allowed}, not '${given}'.`,
    firstStart: (file: string) => `First start. The administrator’s credentials, kept in ${file}:`,
    demoStarts: (dataDir: string) =>
      `Starting a server on embedded PostgreSQL in ${dataDir} (the first start takes some seconds) …`,
    demoUses: (url: string) => `Using the server that runs at ${url}`,
    demoNext: (endpoint: string) =>
      `Next: npm start serves the API (OpenAPI at /openapi.json); bin/muster export --user-name li exports a part; bin/muster seed --users 1000000 makes it a million. This server was ${endpoint}.`,
  },
} as const

/** A number with separators. */
function count(value: number): string {
  return value.toLocaleString('en-US')
}
