import { randomBytes } from 'node:crypto'
import { link, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'

/**
 * Writes a file that only its owner may read (0600), whole or not at all: under another name first, made
 * durable, then renamed. Of several writers the last one's text stays.
 */
export async function writePrivateFile(file: string, text: string): Promise<void> {
  await place(file, text, rename)
}

/**
 * The same where there is no file yet; one that is there stays as it is.
 *
 * @returns whether the file was made: of several at once it is for one only
 */
export async function createPrivateFile(file: string, text: string): Promise<boolean> {
  try {
    // Unlike a rename, a link never replaces anything.
    await place(file, text, link)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

async function place(
  file: string,
  text: string,
  give: (temporary: string, file: string) => Promise<void>,
): Promise<void> {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`
  try {
    const handle = await open(temporary, 'wx', 0o600)
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await give(temporary, file)
  } finally {
    await rm(temporary, { force: true })
  }
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
