import { open, rename } from 'node:fs/promises'
import path from 'node:path'

/**
 * Writes a file that only its owner may read (0600), whole or not at all: under another name first, made
 * durable, then renamed.
 */
export async function writePrivateFile(file: string, text: string): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`
  const handle = await open(temporary, 'w', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(temporary, file)
  await syncFolder(path.dirname(file))
}

/** Makes the names in a folder durable: a rename is atomic, but only this makes it survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
