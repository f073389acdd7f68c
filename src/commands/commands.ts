import { defineCommand } from 'citty'

import { words } from './words.ts'

const load = {
  serve: () => import('./serve.ts').then((command) => command.serve),
  worker: () => import('./worker.ts').then((command) => command.worker),
  login: () => import('./api/login.ts').then((command) => command.login),
  logout: () => import('./api/login.ts').then((command) => command.logout),
  users: () => import('./api/users.ts').then((command) => command.users),
  groups: () => import('./api/groups.ts').then((command) => command.groups),
  export: () => import('./export.ts').then((command) => command.exportUsers),
  import: () => import('./import.ts').then((command) => command.importUsers),
  tasks: () => import('./api/tasks.ts').then((command) => command.tasks),
  decode: () => import('./api/decode.ts').then((command) => command.decode),
  sign: () => import('./api/sign.ts').then((command) => command.sign),
  sample: () => import('./sample.ts').then((command) => command.sample),
  admin: () => import('./admin/admin.ts').then((command) => command.admin),
  audit: () => import('./audit.ts').then((command) => command.audit),
  backup: () => import('./backup.ts').then((command) => command.backup),
  restore: () => import('./restore.ts').then((command) => command.restoreCommand),
  doctor: () => import('./doctor.ts').then((command) => command.doctor),
  seed: () => import('./seed.ts').then((command) => command.seed),
  demo: () => import('./demo.ts').then((command) => command.demo),
  completion: () => import('./completion.ts').then((command) => command.completion),
}

const meta = { name: 'muster', description: words.cli.about }

/** Every command, loaded when it is called. */
export const commands = defineCommand({ meta, subCommands: load })

/** The list of them, for which none has to be loaded: 0.1 s instead of 1. */
export const overview = defineCommand({
  meta,
  subCommands: Object.fromEntries(
    Object.keys(load).map((name) => [name, { meta: { name, description: aboutCommand(name) } }]),
  ),
})

function aboutCommand(name: string): string {
  const { apiNouns, ...cli } = words.cli
  return Object.hasOwn(apiNouns, name)
    ? apiNouns[name as keyof typeof apiNouns]
    : cli[name as Exclude<keyof typeof load, keyof typeof apiNouns>]
}
