import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/** Somebody who maintains packages of Debian. */
export interface Maintainer {
  readonly name: string
  readonly email: string
}

const MOST = 2000

/** Every maintainer that this machine's package lists name, at most 2,000; empty where there are no such lists. */
export async function debianMaintainers(): Promise<Maintainer[]> {
  const fields = [...(await packageLists()).matchAll(/^Maintainer: (.+)$/gm)].map(([, field = '']) => field)
  return [...new Set(fields)].slice(0, MOST).map((field) => {
    const [, name, email] = /^"?(.*?)"?\s*<([^>]*)>$/.exec(field) ?? []
    return { name: name ?? field, email: email ?? '' }
  })
}

async function packageLists(): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('apt-cache', ['dumpavail'], { maxBuffer: 1 << 29 })
    if (stdout.includes('\nMaintainer: ')) return stdout
  } catch {
    // No apt here.
  }
  return await readFile('/var/lib/dpkg/status', 'utf8').catch(() => '')
}
