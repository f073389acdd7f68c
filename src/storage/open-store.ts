import path from 'node:path'

import type { Settings } from '../config.ts'
import { FileStore } from './file-store.ts'
import type { Store } from './store.ts'

/** The settings that say where files are kept; plain values, so that a thread can be given them. */
export type StoreSettings = Pick<Settings, 'MUSTER_STORAGE' | 'MUSTER_DATA_DIR'>

/** The store that the settings name, ready for use. */
export async function openStore(settings: StoreSettings): Promise<Store> {
  return await new FileStore(path.join(settings.MUSTER_DATA_DIR, 'exports')).open()
}
