import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import type { FastifyReply, FastifyRequest } from 'fastify'

/** A file as the answer to a request. */
export interface FileAnswer {
  readonly name: string
  /** Bytes. */
  readonly size: number
  /** Hex; the entity tag. */
  readonly sha256: string
  readonly read: (range?: ByteRange) => Promise<Readable>
  /** Called before the first byte goes out, not for a HEAD; where it throws, none does. */
  readonly whenBegun?: (range: ByteRange) => Promise<void>
  /** Called once the last byte of the file has gone out. */
  readonly whenComplete: () => Promise<void>
}

/** Both ends inclusive. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/**
 * Sends a file, or the part that `Range` asks for (RFC 9110, section 14); `If-None-Match` and `If-Range` compare
 * with the SHA-256.
 */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  file: FileAnswer,
): Promise<FastifyReply> {
  const etag = `"${file.sha256}"`
  reply.headers({
    'content-type': 'application/octet-stream',
    'content-disposition': contentDisposition(file.name),
    etag,
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
  })
  if (matches(request.headers['if-none-match'], etag)) return await reply.code(304).send()

  const condition = request.headers['if-range']
  const wanted = condition === undefined || condition === etag ? request.headers.range : undefined
  const range = parseRange(wanted, file.size)
  if (range === 'unsatisfiable') {
    return await reply.code(416).header('content-range', `bytes */${file.size}`).send()
  }
  const part = range ?? { start: 0, end: file.size - 1 }
  if (range !== null) {
    reply.code(206).header('content-range', `bytes ${part.start}-${part.end}/${file.size}`)
  }
  reply.header('content-length', part.end - part.start + 1)
  const bytes = request.method === 'HEAD' ? null : await file.read(part)
  if (bytes !== null) {
    await file.whenBegun?.(part).catch((error: unknown) => {
      bytes.destroy()
      throw error
    })
  }
  // Fastify would send a HEAD's answer with the length of its own body, which is none.
  reply.hijack()
  reply.raw.writeHead(reply.statusCode, reply.getHeaders() as Record<string, string>)
  if (bytes === null) {
    reply.raw.end()
    return reply
  }
  try {
    await pipeline(bytes, reply.raw)
  } catch (error) {
    request.log.debug({ error: (error as Error).message }, 'download broken off')
    return reply
  }
  if (part.end === file.size - 1) await file.whenComplete()
  return reply
}

/** RFC 6266: a plain name for old clients, the real one for all others; neither can break out of the header. */
export function contentDisposition(name: string): string {
  const plain = name.replaceAll(/[^\w .()-]/g, '_')
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}

const matches = (header: string | undefined, etag: string): boolean =>
  header !== undefined && header.split(',').some((tag) => ['*', etag, `W/${etag}`].includes(tag.trim()))

/**
 * The one range of a `Range` header; null: the whole file, also for what is no byte range, or several (a server
 * may ignore those, RFC 9110 section 14.2).
 */
export function parseRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | null {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/i.exec(header?.trim() ?? '') ?? []
  if (from === '' && to === '') return null
  if (from === '') {
    const length = Math.min(Number(to), size)
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 }
  }
  const start = Number(from)
  const end = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (to !== '' && Number(to) < start) return null
  return start >= size ? 'unsatisfiable' : { start, end }
}
