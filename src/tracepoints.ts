import { type Channel, channel } from 'node:diagnostics_channel'

/** The points that a task passes on its way, in their order; a file takes those of its store. */
export const TRACEPOINTS = [
  /** The order is committed, and not answered yet. */
  'inserted',
  /** An attempt has begun. */
  'claimed',
  /** Rows of the snapshot have been encoded; again at each chunk. */
  'copying',
  /** All of a local file is written, nothing of it is certain to be on the disk. */
  'written',
  'synced',
  /** A local file has its name; the folder is not synced yet. */
  'renamed',
  /** An object storage has taken a part. */
  'sent',
  /** An object storage has made the parts one object. */
  'assembled',
  /** The file is durable, the row does not name it. */
  'publishing',
  /** The row names it; the queue does not know. */
  'published',
] as const

export type Tracepoint = (typeof TRACEPOINTS)[number]

/** The name of a point's diagnostics channel: a tracer, or a test that stops the process there, subscribes to it. */
export const channelOf = (point: Tracepoint): string => `muster:task:${point}`

const channels = Object.fromEntries(TRACEPOINTS.map((point) => [point, channel(channelOf(point))])) as Record<
  Tracepoint,
  Channel
>

/**
 * Tells whoever subscribes, in the thread that comes by, that a task has come to a point. Without subscribers it is the look at
 * a flag.
 *
 * @param key of the task, or of its file, which begins with the task's
 */
export function trace(point: Tracepoint, key: string): void {
  if (channels[point].hasSubscribers) channels[point].publish({ key })
}
