import { defineCommand } from 'citty'

import { run } from './commands/run.ts'
import { words } from './commands/words.ts'

const main = defineCommand({
  meta: { name: 'muster', description: words.cli.about },
  subCommands: {
    serve: () => import('./commands/serve.ts').then((command) => command.serve),
    worker: () => import('./commands/worker.ts').then((command) => command.worker),
    seed: () => import('./commands/seed.ts').then((command) => command.seed),
    export: () => import('./commands/export.ts').then((command) => command.exportUsers),
    sample: () => import('./commands/sample.ts').then((command) => command.sample),
    admin: () => import('./commands/admin/admin.ts').then((command) => command.admin),
    audit: () => import('./commands/audit.ts').then((command) => command.audit),
    backup: () => import('./commands/backup.ts').then((command) => command.backup),
    restore: () => import('./commands/restore.ts').then((command) => command.restoreCommand),
    doctor: () => import('./commands/doctor.ts').then((command) => command.doctor),
    demo: () => import('./commands/demo.ts').then((command) => command.demo),
  },
})

await run(main, process.argv.slice(2))
