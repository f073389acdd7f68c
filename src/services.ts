import type pg from 'pg'

import type { Settings } from './config.ts'
import type { Database } from './database/connect.ts'
import type { ExportQueue } from './exports/queue.ts'
import type { TaskWatch } from './exports/task-watch.ts'
import type { MasterKey } from './iam/master-key.ts'
import type { ReasonKeys } from './iam/refusal/reason-keys.ts'
import type { Logger } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { Store } from './storage/store.ts'

/** What operations work with; made once, when the process starts. */
export interface Services {
  readonly settings: Settings
  /** The database without an account: nothing is seen but what somebody presents to sign in. */
  readonly database: Database
  /** The connections, for {@link forAccount}. */
  readonly pool: pg.Pool
  readonly masterKey: MasterKey
  /** Seal and open the reasons of refusals. */
  readonly reasonKeys: ReasonKeys
  readonly queue: ExportQueue
  readonly store: Store
  readonly taskWatch: TaskWatch
  /** What this process counts. */
  readonly metrics: Metrics
  readonly log: Logger
}
