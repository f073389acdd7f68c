import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

import { MUSTER } from './command-line.ts'
import { scratchFolder } from './scratch-folder.ts'

const run = promisify(execFile)

/** Why there is no terminal to test with; false: there is. */
export const skipTerminal = ['/usr/bin/tmux', '/usr/local/bin/tmux'].some((file) => existsSync(file))
  ? false
  : 'tmux is not installed'

/** A terminal as a person has it, of 100 × 30 characters, with `muster` in its path. */
export interface Terminal {
  /** The folder that it stands in. */
  readonly folder: string
  /** Types a line, with Enter. */
  type(line: string): Promise<void>
  /** Presses a key, as tmux calls it: `C-c`. */
  press(key: string): Promise<void>
  /** What stands on the screen; with `colours` with the sequences that paint it. */
  screen(options?: { colours?: boolean }): Promise<string>
  /** Waits until something stands there. @returns the screen */
  see(what: RegExp): Promise<string>
}

/** How long something may take to stand on a screen, on a machine that does other things as well. */
const PATIENCE_MS = 30_000

/** Opens a terminal with a shell, which ends with the test. */
export async function openTerminal(
  t: TestContext,
  environment: Readonly<Record<string, string>>,
): Promise<Terminal> {
  const folder = scratchFolder(t)
  const socket = path.join(folder, 'tmux')
  // Of its clients tmux takes PATH and no more; the first one gives the server all that it has.
  const env = {
    ...environment,
    PATH: `${path.dirname(MUSTER)}:${process.env['PATH'] ?? ''}`,
    LC_ALL: 'C.UTF-8',
    TERM: 'xterm-256color',
    HOME: folder,
  }
  const tmux = async (...args: string[]) =>
    (await run('tmux', ['-u', '-S', socket, '-f', '/dev/null', ...args], { env })).stdout
  await tmux('new-session', '-d', '-x', '100', '-y', '30', '-c', folder, 'bash --norc --noprofile')
  t.after(() => tmux('kill-server').catch(() => {}))
  const screen = ({ colours = false } = {}) => tmux('capture-pane', '-p', ...(colours ? ['-e'] : []))
  return {
    folder,
    type: async (line) => {
      await tmux('send-keys', '-l', line)
      await tmux('send-keys', 'Enter')
    },
    press: async (key) => {
      await tmux('send-keys', key)
    },
    screen,
    see: async (what) => {
      const end = Date.now() + PATIENCE_MS
      for (;;) {
        const shown = await screen()
        if (what.test(shown)) return shown
        if (Date.now() > end) throw new Error(`The screen does not show ${what}:\n${shown}`)
        await sleep(50)
      }
    },
  }
}
