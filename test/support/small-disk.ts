import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A folder on a file system of its own. */
export interface SmallDisk {
  release(): void
}

/**
 * Mounts a file system of so many KiB over a folder.
 *
 * @throws Error where this user may not
 */
export function mountSmallDisk(folder: string, kibibytes: number): SmallDisk {
  const options = ['-t', 'tmpfs', '-o', `size=${kibibytes}k`, 'tmpfs', folder]
  const { status, stderr, error } = spawnSync('mount', options, { encoding: 'utf8' })
  if (status !== 0) throw new Error(error?.message ?? stderr)
  return { release: () => void spawnSync('umount', ['-l', folder]) }
}

/** Why tests that need a small disk are skipped, or false. */
export function skipWithoutMount(): string | false {
  const folder = mkdtempSync(path.join(tmpdir(), 'muster-mount-'))
  try {
    mountSmallDisk(folder, 4).release()
    return false
  } catch {
    return 'this user may not mount'
  } finally {
    rmdirSync(folder)
  }
}
