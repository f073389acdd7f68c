/** One change of a user: as of when it can have become visible at the earliest, and since when it is for certain. */
export interface Change {
  readonly userId: string
  /** What the user's description says from here on; null: the user is gone. */
  readonly version: number | null
  /** The writer's clock before COMMIT was sent, in milliseconds since the epoch. */
  readonly before: number
  /** And once it was answered. */
  readonly after: number
}

/** How far the database's clock may tell the instant of a snapshot beside the snapshot itself: a busy machine's pause. */
const SLACK_MS = 100

/**
 * What is wrong with an export as one snapshot of users that others changed meanwhile. There is one instant that each user is
 * shown as of: of each user's changes, in their order, a first part is visible, and no visible change began after an invisible
 * one had been committed; and that instant is the stated one.
 *
 * @param changes in the order in which they were made, of each user
 * @param rows of the workbook: user and version
 * @param initial what users had before the first change
 * @param instant as stated, in milliseconds since the epoch
 */
export function faultsOfSnapshot(
  changes: readonly Change[],
  rows: readonly (readonly [userId: string, version: number])[],
  initial: ReadonlyMap<string, number>,
  instant: number,
): string[] {
  const shown = new Map<string, number>()
  const faults: string[] = []
  for (const [userId, version] of rows) {
    if (shown.has(userId)) faults.push(`${userId} is there twice`)
    shown.set(userId, version)
  }
  const histories = Map.groupBy(changes, ({ userId }) => userId)
  for (const userId of shown.keys()) {
    if (!histories.has(userId) && !initial.has(userId)) faults.push(`${userId} never was`)
  }
  for (const [userId, version] of initial) {
    if (!histories.has(userId) && shown.get(userId) !== version)
      faults.push(`${userId} is lost, and nobody touched it`)
  }
  let lastVisible = Number.NEGATIVE_INFINITY
  let firstInvisible = Number.POSITIVE_INFINITY
  for (const [userId, history] of histories) {
    const seen = shown.get(userId) ?? null
    const visible =
      seen === (initial.get(userId) ?? null) ? 0 : history.findIndex(({ version }) => version === seen) + 1
    if (visible === 0 && seen !== (initial.get(userId) ?? null)) {
      faults.push(`${userId} is shown as ${seen}, which it never was`)
      continue
    }
    // A user that did not exist and is gone again looks like one that did not exist yet: no evidence.
    if (seen === null && !initial.has(userId) && history.at(-1)?.version === null) continue
    if (visible > 0) lastVisible = Math.max(lastVisible, history[visible - 1]?.before ?? 0)
    firstInvisible = Math.min(firstInvisible, history[visible]?.after ?? Number.POSITIVE_INFINITY)
  }
  if (lastVisible > firstInvisible)
    faults.push(
      `a change of ${lastVisible} is visible, and one that was committed by ${firstInvisible} is not`,
    )
  if (lastVisible > instant + SLACK_MS)
    faults.push(`as of ${instant}, and a change of ${lastVisible} is visible`)
  if (firstInvisible < instant - SLACK_MS)
    faults.push(`as of ${instant}, and a change that was committed by ${firstInvisible} is not visible`)
  return faults
}
