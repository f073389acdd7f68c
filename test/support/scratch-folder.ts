import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestContext } from 'node:test'

/** An empty folder for one test, removed after it. */
export function scratchFolder(t: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'muster-scratch-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
