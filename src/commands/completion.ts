import { type CommandDef, defineCommand } from 'citty'

import { commonArgs } from './common-args.ts'
import { UsageError } from './run.ts'
import { words } from './words.ts'

/** What may follow: for each command by its path (`users list`), its sub-commands or its options. */
type Candidates = readonly (readonly [path: string, words: readonly string[]])[]

/** `muster completion bash|zsh|fish`: prints a script that completes commands and options. */
export const completion = defineCommand({
  meta: { name: 'completion', description: words.cli.completion },
  args: {
    shell: { type: 'positional', required: true, description: words.cli.completionShell },
    ...commonArgs,
  },
  async run({ args }) {
    const write = scripts[args.shell as keyof typeof scripts] as ((all: Candidates) => string) | undefined
    if (write === undefined) throw new UsageError(words.cli.completionUnknown(args.shell))
    const { commands } = await import('./commands.ts')
    process.stdout.write(write(await candidatesOf(commands, [])))
  },
})

async function candidatesOf(command: CommandDef, path: readonly string[]): Promise<Candidates> {
  const inner = Object.entries((await resolved(command.subCommands)) ?? {})
  const options = Object.entries((await resolved(command.args)) ?? {})
    .filter(([, { type }]) => type !== 'positional')
    .map(([name]) => `--${name}`)
  const below: Candidates[] = []
  for (const [name, given] of inner) {
    below.push(await candidatesOf((await resolved(given)) as CommandDef, [...path, name]))
  }
  return [[path.join(' '), [...inner.map(([name]) => name), ...options]], ...below.flat()]
}

const resolved = async <T>(value: T | Promise<T> | (() => T | Promise<T>) | undefined) =>
  await (typeof value === 'function' ? (value as () => T | Promise<T>)() : value)

/**
 * The words after which the candidates are told, shortened from the end until a command is called so; options are no
 * commands. The same lines serve bash and zsh, where `path` is taken.
 */
const candidates = (all: Candidates, set: (follow: string) => string): string => `  while :; do
    case "$called" in
${all.map(([path, follow]) => `      '${path}') ${set(follow.join(' '))} ;;`).join('\n')}
      *' '*) called="\${called% *}"; continue ;;
      *) called=''; continue ;;
    esac
    break
  done`

const collect = (typed: string): string => `  for word in ${typed}; do
    [[ $word == -* ]] || called="\${called:+$called }$word"
  done`

const scripts = {
  bash: (all: Candidates) => `# bash completion of muster
_muster() {
  local called='' word candidates=''
${collect('"${COMP_WORDS[@]:1:COMP_CWORD-1}"')}
${candidates(all, (follow) => `candidates='${follow}'`)}
  mapfile -t COMPREPLY < <(compgen -W "$candidates" -- "\${COMP_WORDS[COMP_CWORD]}")
}
complete -o default -F _muster muster bin/muster
`,
  zsh: (all: Candidates) => `#compdef muster
_muster() {
  local called='' word
  local -a candidates
${collect('${words[2,CURRENT-1]}')}
${candidates(all, (follow) => `candidates=(${follow})`)}
  compadd -a candidates
}
compdef _muster muster bin/muster
`,
  fish: (all: Candidates) => `# fish completion of muster
function __muster_words
  set -l called (string match -v -- '-*' (commandline -opc)[2..])
  while true
    switch "$called"
${all.map(([path, follow]) => `      case '${path}'\n        string split ' ' -- '${follow.join(' ')}'\n        return`).join('\n')}
    end
    set called $called[1..-2]
  end
end
complete -c muster -f -a '(__muster_words)'
`,
} as const
