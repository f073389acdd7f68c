import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { clusterBase } from '../../src/database/embedded/cluster-place.ts'
import { endOrphan } from '../../src/database/embedded/orphan.ts'
import { choosePrivilege } from '../../src/database/embedded/privilege.ts'
import { testLog } from './log.ts'

/** A data directory in the temporary folder. */
export interface DataDir {
  readonly path: string
  /** Ends the PostgreSQL that a killed Muster left in it, and removes everything. */
  remove(): Promise<void>
}

export async function temporaryDataDir(): Promise<DataDir> {
  const folder = await mkdtemp(path.join(tmpdir(), 'muster-test-'))
  return {
    path: folder,
    remove: async () => {
      const base = clusterBase(folder)
      await endOrphan(
        path.join(base, 'postgres'),
        choosePrivilege({ postgres: '/bin/sh', base: '/' }),
        testLog,
      )
      for (const each of new Set([base, folder])) await rm(each, { recursive: true, force: true })
    },
  }
}
