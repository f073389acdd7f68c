import { commands, overview } from './commands/commands.ts'
import { EXIT, run } from './commands/run.ts'

// Whoever reads the output has had enough, as `head` has: no more of it is wanted, and nothing is to be said about it.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(EXIT.readerGone)
})

await run(commands, overview, process.argv.slice(2))
