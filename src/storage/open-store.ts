import path from 'node:path'

import type { Settings } from '../config.ts'
import { FileStore } from './file-store.ts'
import type { Store } from './store.ts'

const NAMES = [
  'MUSTER_STORAGE',
  'MUSTER_DATA_DIR',
  'MUSTER_S3_ENDPOINT',
  'MUSTER_S3_REGION',
  'MUSTER_S3_BUCKET',
  'MUSTER_S3_PREFIX',
  'MUSTER_S3_ADDRESSING',
  'MUSTER_S3_ACCESS_KEY_ID',
  'MUSTER_S3_SECRET_ACCESS_KEY',
] as const satisfies readonly (keyof Settings)[]

/** The settings that say where files are kept; plain values, so that a thread can be given them. */
export type StoreSettings = Pick<Settings, (typeof NAMES)[number]>

/** Those of all settings, and no others: a thread need not know the master key. */
export const storeSettings = (settings: StoreSettings): StoreSettings =>
  Object.fromEntries(NAMES.map((name) => [name, settings[name]])) as StoreSettings

/** The store that the settings name, ready for use. */
export async function openStore(settings: StoreSettings): Promise<Store> {
  if (settings.MUSTER_STORAGE === 'file')
    return await new FileStore(path.join(settings.MUSTER_DATA_DIR, 'exports')).open()
  // Loaded where it is wanted only: the AWS SDK takes a good part of a start.
  const { S3Store } = await import('./s3-store.ts')
  return new S3Store({
    endpoint: settings.MUSTER_S3_ENDPOINT,
    region: settings.MUSTER_S3_REGION,
    bucket: settings.MUSTER_S3_BUCKET ?? '',
    prefix: settings.MUSTER_S3_PREFIX,
    pathStyle: settings.MUSTER_S3_ADDRESSING === 'path',
    accessKeyId: settings.MUSTER_S3_ACCESS_KEY_ID,
    secretAccessKey: settings.MUSTER_S3_SECRET_ACCESS_KEY,
  })
}
