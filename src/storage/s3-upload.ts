import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  type CompletedPart,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'

import { trace } from '../tracepoints.ts'
import { storageError } from './s3-error.ts'
import { type PendingFile, StorageError } from './store.ts'

/**
 * Bytes of a part. S3 takes 5 MiB to 5 GiB and 10,000 parts: this allows files of 52 GB, and with the parts that are on
 * their way at the same time a file being written takes 26 MB of memory at most, however large it is.
 */
export const PART_BYTES = 5 * 1024 * 1024
const PARTS_AT_ONCE = 4

interface Place {
  readonly Bucket: string
  readonly Key: string
}

/**
 * A file on its way to an object storage: in parts, each of which the client sends again where it has to; one that fits
 * in a part goes at once. It is there from {@link commit} on, or not at all.
 *
 * Not `lib-storage`, which wants a stream to read from: a writer that waits for room is the same in fewer turns.
 */
export class S3Upload implements PendingFile {
  readonly #client: S3Client
  readonly #place: Place
  #part = Buffer.allocUnsafe(PART_BYTES)
  #filled = 0
  #size = 0
  #uploadId: string | undefined
  #sent = 0
  readonly #parts: CompletedPart[] = []
  readonly #onTheWay = new Set<Promise<void>>()
  #failure: StorageError | null = null
  #ended = false

  constructor(client: S3Client, place: Place) {
    this.#client = client
    this.#place = place
  }

  async write(chunk: Uint8Array): Promise<void> {
    for (let offset = 0; offset < chunk.length;) {
      const length = Math.min(chunk.length - offset, PART_BYTES - this.#filled)
      this.#part.set(chunk.subarray(offset, offset + length), this.#filled)
      this.#filled += length
      offset += length
      if (this.#filled === PART_BYTES) await this.#send()
    }
    this.#size += chunk.length
  }

  async commit(): Promise<void> {
    try {
      if (this.#uploadId === undefined) {
        const Body = this.#part.subarray(0, this.#filled)
        await this.#client.send(new PutObjectCommand({ ...this.#place, Body, ContentLength: this.#filled }))
      } else {
        if (this.#filled > 0) await this.#send()
        await Promise.all(this.#onTheWay)
        if (this.#failure !== null) throw this.#failure
        await this.#complete(this.#uploadId)
      }
      await this.#verify()
      this.#ended = true
    } catch (error) {
      throw error instanceof StorageError ? error : storageError(error, `complete ${this.#place.Key}`)
    }
  }

  async abort(): Promise<void> {
    if (this.#ended) return
    this.#ended = true
    // A part that arrives after the upload was ended would stay.
    await Promise.all(this.#onTheWay)
    if (this.#uploadId === undefined) return
    // What cannot be removed now is found and removed by the sweeper: the error that led here is the one to tell.
    await this.#client
      .send(new AbortMultipartUploadCommand({ ...this.#place, UploadId: this.#uploadId }))
      .catch(() => {})
  }

  get #name(): string {
    return this.#place.Key.slice(this.#place.Key.lastIndexOf('/') + 1)
  }

  /** Sends what has gathered as the next part, and waits only where too many are on their way. */
  async #send(): Promise<void> {
    if (this.#failure !== null) throw this.#failure
    try {
      this.#uploadId ??= (await this.#client.send(new CreateMultipartUploadCommand(this.#place))).UploadId
    } catch (error) {
      throw storageError(error, `begin ${this.#place.Key}`)
    }
    const sending = this.#sendPart(++this.#sent, this.#part.subarray(0, this.#filled)).finally(() =>
      this.#onTheWay.delete(sending),
    )
    this.#onTheWay.add(sending)
    this.#part = Buffer.allocUnsafe(PART_BYTES)
    this.#filled = 0
    if (this.#onTheWay.size >= PARTS_AT_ONCE) await Promise.race(this.#onTheWay)
  }

  /** Never rejects: a part that could not be sent is told to the next who writes. */
  async #sendPart(PartNumber: number, Body: Buffer): Promise<void> {
    try {
      const { ETag } = await this.#client.send(
        new UploadPartCommand({
          ...this.#place,
          UploadId: this.#uploadId,
          PartNumber,
          Body,
          ContentLength: Body.length,
        }),
      )
      this.#parts.push({ ETag, PartNumber })
      trace('sent', this.#name)
    } catch (error) {
      this.#failure ??= storageError(error, `take part ${PartNumber} of ${this.#place.Key}`)
    }
  }

  /** An answer that was lost has the client ask again for what is done already; {@link #verify} tells. */
  async #complete(UploadId: string): Promise<void> {
    const Parts = this.#parts.toSorted((a, b) => (a.PartNumber ?? 0) - (b.PartNumber ?? 0))
    try {
      await this.#client.send(
        new CompleteMultipartUploadCommand({ ...this.#place, UploadId, MultipartUpload: { Parts } }),
      )
    } catch (error) {
      if ((error as Error).name !== 'NoSuchUpload') throw error
    }
    trace('assembled', this.#name)
  }

  /** The object is as long as what was written: neither Swift nor others compare a hash of the whole. */
  async #verify(): Promise<void> {
    const { ContentLength } = await this.#client.send(new HeadObjectCommand(this.#place))
    if (ContentLength !== this.#size) {
      throw new StorageError(
        'EIO',
        `The object storage holds ${ContentLength} bytes of ${this.#place.Key}, and ${this.#size} were written`,
      )
    }
  }
}
