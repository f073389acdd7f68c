import { commands } from './commands/commands.ts'
import { run } from './commands/run.ts'

await run(commands, process.argv.slice(2))
