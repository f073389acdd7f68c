/**
 * Records the command line in a terminal, from a running server with users in it, as an asciicast (version 2) and as a
 * picture of its last screen:
 *
 *   node scripts/record-terminal.ts data
 *
 * Needs tmux.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

const PICTURES = new URL('../docs/pictures/', import.meta.url)
const BIN = path.join(import.meta.dirname, '../bin')
const COLUMNS = 100
const ROWS = 24
const COMMANDS = [
  'muster users list --user-name li --limit 5',
  'muster export --active-type ALL --out all.xlsx',
  'muster tasks list --limit 3',
]

const folder = await mkdtemp(path.join(tmpdir(), 'muster-recording-'))
const env = {
  PATH: `${BIN}:${process.env['PATH'] ?? ''}`,
  LC_ALL: 'C.UTF-8',
  TERM: 'xterm-256color',
  HOME: folder,
  MUSTER_LANG: 'en_US',
  MUSTER_DATA_DIR: path.resolve(process.argv[2] ?? 'data'),
}
const tmux = async (...args: string[]) =>
  (
    await promisify(execFile)('tmux', ['-u', '-S', path.join(folder, 'tmux'), '-f', '/dev/null', ...args], {
      env,
    })
  ).stdout
const screen = () => tmux('capture-pane', '-p')

/** Frames as asciinema plays them: each paints the whole screen. */
const frames: [seconds: number, kind: 'o', text: string][] = []
const began = performance.now()
let shown = ''
async function record(): Promise<string> {
  const now = await screen()
  if (now !== shown) {
    const text = `\u001b[2J\u001b[H${now.trimEnd().replaceAll('\n', '\r\n')}`
    frames.push([Number(((performance.now() - began) / 1000).toFixed(3)), 'o', text])
    shown = now
  }
  return now
}

try {
  await tmux(
    'new-session',
    '-d',
    '-x',
    `${COLUMNS}`,
    '-y',
    `${ROWS}`,
    '-c',
    folder,
    'bash --norc --noprofile',
  )
  await tmux('send-keys', "PS1='$ '; clear", 'Enter')
  await sleep(500)
  for (const command of COMMANDS) {
    for (const letter of command) {
      await tmux('send-keys', '-l', letter)
      await record()
    }
    await tmux('send-keys', 'Enter')
    // Done once the prompt stands alone on the last line.
    for (let still = 0; still < 10; still = /\n.*[$#]$/.test((await record()).trimEnd()) ? still + 1 : 0)
      await sleep(50)
  }
  const header = { version: 2, width: COLUMNS, height: ROWS, title: 'muster' }
  const lines = [header, ...frames].map((line) => JSON.stringify(line))
  await writeFile(new URL('command-line.cast', PICTURES), `${lines.join('\n')}\n`)
  await writeFile(new URL('command-line.svg', PICTURES), picture(shown.trimEnd().split('\n')))
} finally {
  await tmux('kill-server').catch(() => {})
  await rm(folder, { recursive: true })
}

/** Lines of text on a dark ground. */
function picture(lines: readonly string[]): string {
  const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const [width, height] = [COLUMNS * 8 + 32, lines.length * 20 + 32]
  const texts = lines.map(
    (line, index) => `<text x="16" y="${30 + 20 * index}" xml:space="preserve">${escape(line)}</text>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="muster in a terminal">
<rect width="100%" height="100%" rx="8" fill="#16181d"/>
<g fill="#d8dbe2" font-family="ui-monospace, Menlo, Consolas, monospace" font-size="13">
${texts.join('\n')}
</g>
</svg>
`
}
