import { stat } from 'node:fs/promises'
import path from 'node:path'

/**
 * Where a file goes: the given file, the usual name in a given folder, or that in this one.
 *
 * @param usual of the usual name only the last part counts: a server's name for a file leads to no other folder
 */
export async function outFile(out: string | undefined, usual: string): Promise<string> {
  const name = path.basename(usual)
  if (out === undefined) return name
  const isFolder = (await stat(out).catch(() => null))?.isDirectory() ?? false
  return isFolder ? path.join(out, name) : out
}
