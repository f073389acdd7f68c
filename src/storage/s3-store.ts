import { hostname } from 'node:os'
import type { Readable } from 'node:stream'

import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  type MultipartUpload,
  PutObjectCommand,
  S3Client,
  paginateListObjectsV2,
  ListMultipartUploadsCommand,
} from '@aws-sdk/client-s3'

import { storageError } from './s3-error.ts'
import { S3Upload } from './s3-upload.ts'
import { PENDING, type PendingFile, type Store, requireKey } from './store.ts'

/** Where an object storage is, and what opens it. */
export interface S3Place {
  /** Absent: Amazon's, by the region. */
  readonly endpoint?: string | undefined
  readonly region: string
  readonly bucket: string
  /** Begins every key: what lies under it is ours, and whatever else is in the bucket is not looked at. */
  readonly prefix: string
  /** Whether the bucket stands in the path of a URL, or in its host's name. */
  readonly pathStyle: boolean
  /** Absent: found as the AWS SDKs find theirs. */
  readonly accessKeyId?: string | undefined
  readonly secretAccessKey?: string | undefined
}

/** Longest that a probe may take: who asks whether we are ready waits for the answer. */
const PROBE_MS = 5000

/** Files in a bucket of an object storage that speaks S3. An upload that is not complete is a pending file. */
export class S3Store implements Store {
  readonly #client: S3Client
  readonly #bucket: string
  readonly #prefix: string

  constructor(place: S3Place) {
    const { endpoint, accessKeyId, secretAccessKey } = place
    this.#bucket = place.bucket
    this.#prefix = place.prefix
    this.#client = new S3Client({
      region: place.region,
      forcePathStyle: place.pathStyle,
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(accessKeyId === undefined || secretAccessKey === undefined
        ? {}
        : { credentials: { accessKeyId, secretAccessKey } }),
      // The checksums that AWS adds of late are refused by OBS and others; ours is in the task's row.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      maxAttempts: 5,
      // A part of 5 MiB has arrived within a minute on a line of 0.8 Mbit/s; who is slower, or silent, is asked again.
      requestHandler: {
        connectionTimeout: 5000,
        requestTimeout: 60_000,
        throwOnRequestTimeout: true,
        socketTimeout: 60_000,
      },
    })
  }

  async create(key: string): Promise<PendingFile> {
    return new S3Upload(this.#client, this.#object(key))
  }

  async read(key: string, range?: { start: number; end: number }): Promise<Readable> {
    const object = this.#object(key)
    const Range = range === undefined ? undefined : `bytes=${range.start}-${range.end}`
    try {
      const { Body } = await this.#client.send(new GetObjectCommand({ ...object, Range }))
      return Body as Readable
    } catch (error) {
      throw storageError(error, `give ${key}`)
    }
  }

  async delete(key: string): Promise<void> {
    const object = this.#object(key)
    try {
      if (key.startsWith(PENDING)) await this.#abortUploads(key.slice(PENDING.length))
      // One by one: S3's delete of many wants a checksum that not every server knows.
      await this.#client.send(new DeleteObjectCommand(object))
    } catch (error) {
      const failure = storageError(error, `delete ${key}`)
      if (failure.code !== 'ENOENT') throw failure
    }
  }

  async *list(): AsyncIterable<{ key: string; modified: Date }> {
    try {
      const pages = paginateListObjectsV2(
        { client: this.#client },
        { Bucket: this.#bucket, Prefix: this.#prefix },
      )
      for await (const { Contents = [] } of pages) {
        for (const { Key = '', LastModified } of Contents) {
          const key = Key.slice(this.#prefix.length)
          if (!key.includes('/') && LastModified !== undefined) yield { key, modified: LastModified }
        }
      }
      for await (const { Key = '', Initiated } of this.#uploads(this.#prefix)) {
        const key = Key.slice(this.#prefix.length)
        if (!key.includes('/') && Initiated !== undefined) yield { key: PENDING + key, modified: Initiated }
      }
    } catch (error) {
      throw storageError(error, 'list its files')
    }
  }

  async probe(): Promise<void> {
    const object = this.#object(`${PENDING}probe-${hostname().replaceAll(/[^\w-]/g, '')}-${process.pid}`)
    const abortSignal = AbortSignal.timeout(PROBE_MS)
    try {
      await this.#client.send(new PutObjectCommand({ ...object, Body: 'probe' }), { abortSignal })
      await this.#client.send(new DeleteObjectCommand(object), { abortSignal })
    } catch (error) {
      throw storageError(error, 'take a file to try')
    }
  }

  async #abortUploads(key: string): Promise<void> {
    const { Key } = this.#object(key)
    for await (const upload of this.#uploads(Key)) {
      if (upload.Key !== Key) continue
      await this.#client.send(
        new AbortMultipartUploadCommand({ Bucket: this.#bucket, Key, UploadId: upload.UploadId }),
      )
    }
  }

  async *#uploads(Prefix: string): AsyncIterable<MultipartUpload> {
    let from: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } = {}
    for (;;) {
      const page = await this.#client.send(
        new ListMultipartUploadsCommand({ Bucket: this.#bucket, Prefix, ...from }),
      )
      yield* page.Uploads ?? []
      if (page.IsTruncated !== true) return
      from = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker }
    }
  }

  #object(key: string): { Bucket: string; Key: string } {
    requireKey(key)
    return { Bucket: this.#bucket, Key: this.#prefix + key }
  }
}
