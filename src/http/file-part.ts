import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import { Busboy } from '@fastify/busboy'
import type { FastifyRequest } from 'fastify'

import { errors } from '../errors.ts'

/** A file that came as a field of a form. */
export interface FilePart {
  /** As the client calls it, without folders. */
  readonly name: string
  /** Bytes. */
  readonly size: number
  /** Hex. */
  readonly sha256: string
}

/** Bytes come, one chunk after the other. */
export interface FileSink {
  write(chunk: Uint8Array): Promise<void>
}

/**
 * Copies the file of one field out of a spooled body of multipart/form-data (RFC 7578); other fields are passed over.
 *
 * @param most bytes that it may have
 * @throws ApiError messageInvalid, parameterInvalid where the field is missing or empty, bodyTooLarge
 */
export async function copyFilePart(
  { headers, upload }: FastifyRequest,
  field: string,
  most: number,
  sink: FileSink,
): Promise<FilePart> {
  const type = headers['content-type'] ?? ''
  const missing = () =>
    errors.parameterInvalid(`\`${field}\` is missing: send the file as this field of multipart/form-data`)
  if (upload === null || !/^multipart\/form-data\s*;/i.test(type)) throw missing()
  const form = parserOf(type)
  let copied: Promise<FilePart | Error> | undefined
  form.on('file', (name, stream, fileName) => {
    if (name !== field || copied !== undefined) stream.resume()
    else {
      copied = copy(stream, fileName, most, sink).catch((error: Error) => {
        // The rest is passed over, so that the form comes to its end.
        stream.resume()
        return error
      })
    }
  })
  try {
    await pipeline(upload.read(), form)
  } catch (error) {
    throw errors.messageInvalid(`the form is broken (${(error as Error).message})`)
  }
  const file = await copied
  if (file === undefined) throw missing()
  if (file instanceof Error) throw file
  if (file.size === 0) throw errors.parameterInvalid(`\`${field}\` is empty`)
  return file
}

function parserOf(type: string) {
  try {
    return Busboy({ headers: { 'content-type': type }, limits: { files: 2, fields: 20, fieldSize: 1 << 16 } })
  } catch (error) {
    throw errors.messageInvalid((error as Error).message)
  }
}

async function copy(
  stream: Readable,
  fileName: string | undefined,
  most: number,
  sink: FileSink,
): Promise<FilePart> {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    const bytes = chunk as Buffer
    size += bytes.length
    if (size > most) throw errors.bodyTooLarge()
    hash.update(bytes)
    await sink.write(bytes)
  }
  return { name: shown(fileName ?? ''), size, sha256: hash.digest('hex') }
}

/** A name that can be stored and shown. */
const shown = (name: string) =>
  // oxlint-disable-next-line no-control-regex -- control characters are what is to be replaced
  Array.from(name.toWellFormed().replaceAll(/[\u0000-\u001f\u007f]/g, '_'))
    .slice(0, 255)
    .join('')
