import { type Hash, createHash } from 'node:crypto'
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'

import type { FastifyInstance, FastifyRequest } from 'fastify'

import { errors } from '../errors.ts'
import { newId } from '../ids.ts'
import type { HashedBody } from '../iam/signature/digests.ts'

/** Room for what stands around the file in a body of multipart/form-data. */
const FRAME_BYTES = 64 * 1024

/** The body of a request, spooled to a file that has no name: it is gone with the request, and with the process. */
export class Upload implements HashedBody {
  readonly #handle: FileHandle
  readonly #hashes: ReadonlyMap<string, string>
  /** Bytes. */
  readonly length: number

  constructor(handle: FileHandle, length: number, hashes: ReadonlyMap<string, string>) {
    this.#handle = handle
    this.length = length
    this.#hashes = hashes
  }

  /** Hex digest of all of it. */
  hash(name: string): string {
    return this.#hashes.get(name) ?? ''
  }

  read(): Readable {
    return this.#handle.createReadStream({ start: 0, autoClose: false, highWaterMark: 1 << 18 })
  }

  async close(): Promise<void> {
    await this.#handle.close()
  }
}

/**
 * Has the routes of an application take bodies that no memory should hold: each is spooled to the data directory and
 * hashed on the way. Nothing of it is looked at before the signature over it holds; of a request without credentials
 * nothing is even kept.
 *
 * @param app an application within the one that has the hooks: its parsers are its own
 */
export function spoolBodies(app: FastifyInstance): void {
  const { MUSTER_DATA_DIR, MUSTER_IMPORT_MAX_BYTES } = app.services.settings
  const folder = path.join(MUSTER_DATA_DIR, 'uploads')
  const most = MUSTER_IMPORT_MAX_BYTES + FRAME_BYTES
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', async (request: FastifyRequest, body: Readable) => {
    if (request.headers.authorization === undefined && request.headers['x-auth-token'] === undefined) return
    if (Number(request.headers['content-length']) > most) throw errors.bodyTooLarge()
    request.upload = await spool(body, folder, most, hashesFor(request))
  })
  app.addHook('onResponse', async (request) => request.upload?.close())
}

/** SHA-256, and the hash of another algorithm that the request is signed with. */
function hashesFor({ headers }: FastifyRequest): Map<string, Hash> {
  const hashes = new Map([['sha256', createHash('sha256')]])
  if (/^SDK-HMAC-SM3\b/.test(headers.authorization ?? '')) hashes.set('sm3', createHash('sm3'))
  return hashes
}

async function spool(
  body: Readable,
  folder: string,
  most: number,
  hashes: ReadonlyMap<string, Hash>,
): Promise<Upload> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = path.join(folder, newId())
  const handle = await open(file, 'wx+', 0o600)
  try {
    await rm(file)
    let length = 0
    for await (const chunk of body) {
      const bytes = chunk as Buffer
      length += bytes.length
      if (length > most) throw errors.bodyTooLarge()
      for (const hash of hashes.values()) hash.update(bytes)
      await handle.appendFile(bytes)
    }
    return new Upload(handle, length, new Map([...hashes].map(([name, hash]) => [name, hash.digest('hex')])))
  } catch (error) {
    await handle.close()
    throw error
  }
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The body of a route that takes uploads; null: it has none. */
    upload: Upload | null
  }
}
