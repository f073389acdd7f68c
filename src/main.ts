import { defineCommand, runMain } from 'citty'

import packageJson from '../package.json' with { type: 'json' }

const main = defineCommand({
  meta: { name: 'muster', version: packageJson.version, description: packageJson.description },
  subCommands: {
    serve: () => import('./commands/serve.ts').then((command) => command.serve),
  },
})

await runMain(main)
