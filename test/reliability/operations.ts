/** What a client did and what came of it. Times are the client's, in milliseconds. */
export interface Operation {
  readonly kind: 'order' | 'poll' | 'download' | 'delete'
  readonly began: number
  readonly ended: number
  /** Of which project the caller is. */
  readonly project: string
  /** An order's is what was answered. */
  readonly taskId: string
  /** `failed`: no answer, or one of 5xx: it may or may not have been done. */
  readonly outcome: 'done' | 'refused' | 'failed'
  /** What a poll saw; `gone`: no such task. */
  readonly status?: 'CREATING' | 'SUCCESS' | 'FAIL' | 'EXPIRED' | 'gone'
  /** Of the task, by a poll; of the bytes, by a download. */
  readonly sha256?: string | null
  /** Users of which project a download holds, and how many. */
  readonly projects?: readonly string[]
  readonly rows?: number
}

/** A publication of a task, by the audit trail. */
export interface Publication {
  readonly taskId: string
  readonly sha256: string
}

/**
 * Holds a history of concurrent operations against what is promised: at most one publication a task; a download has the SHA-256
 * that was published and polled; a state never goes back; nothing is seen of a task after its deletion was answered; no row and
 * no task of another project is seen; an order that was answered is there until somebody deletes it, and comes to an end.
 *
 * @param users how many each project has
 * @param ended whether everything had the time to come to its end
 * @returns what is broken, in sentences
 */
export function brokenBy(
  operations: readonly Operation[],
  publications: readonly Publication[],
  users: ReadonlyMap<string, number>,
  { ended }: { ended: boolean },
): string[] {
  const published = Map.groupBy(publications, ({ taskId }) => taskId)
  const broken = [...published].flatMap(([id, all]) =>
    all.length > 1 ? [`${id} was published ${all.length} times`] : [],
  )
  for (const [id, all] of Map.groupBy(operations, ({ taskId }) => taskId)) {
    if (id === '') continue
    const found = [
      ...brokenByOrder(all),
      ...brokenByState(all),
      ...brokenByDeletion(all),
      ...brokenByDownload(all, published.get(id)?.[0]?.sha256, users),
      ...(ended ? brokenByEnd(all) : []),
    ]
    broken.push(...found.map((sentence) => `${id}: ${sentence}`))
  }
  return broken
}

const done = (all: readonly Operation[], kind: Operation['kind']) =>
  all.filter((one) => one.kind === kind && one.outcome === 'done')

/** Whose a task is, others do not see; and who ordered it does until it is deleted. */
function brokenByOrder(all: readonly Operation[]): string[] {
  const order = done(all, 'order')[0]
  if (order === undefined) return []
  const deletion = Math.min(...all.flatMap(({ kind, began }) => (kind === 'delete' ? [began] : [])))
  return all.flatMap(({ kind, project, outcome, status, began, ended }) => {
    const sees = outcome === 'done' && (kind === 'download' || (kind === 'poll' && status !== 'gone'))
    if (project !== order.project) return sees ? [`seen by ${project}, and is ${order.project}’s`] : []
    const lost = kind === 'poll' && status === 'gone' && began > order.ended && ended < deletion
    return lost ? ['gone, and nobody deleted it'] : []
  })
}

/** SUCCESS and FAIL are final; polls that overlap prove nothing. */
function brokenByState(all: readonly Operation[]): string[] {
  const polls = done(all, 'poll')
  return polls.flatMap((earlier) =>
    polls.flatMap((later) => {
      if (earlier.ended >= later.began || later.status === 'gone') return []
      const final = earlier.status === 'SUCCESS' || earlier.status === 'FAIL'
      if (final && later.status !== earlier.status) return [`${earlier.status}, and later ${later.status}`]
      return final && later.sha256 !== earlier.sha256 ? ['its SHA-256 changed'] : []
    }),
  )
}

function brokenByDeletion(all: readonly Operation[]): string[] {
  const order = done(all, 'order')[0]
  const gone = Math.min(
    ...done(all, 'delete').flatMap(({ ended, project }) => (project === order?.project ? [ended] : [])),
  )
  return all.flatMap(({ kind, began, outcome, status }) => {
    if (began <= gone || outcome !== 'done') return []
    if (kind === 'download') return ['downloaded after its deletion']
    return kind === 'poll' && status !== 'gone' ? [`${status} after its deletion`] : []
  })
}

function brokenByDownload(
  all: readonly Operation[],
  published: string | undefined,
  users: ReadonlyMap<string, number>,
): string[] {
  return done(all, 'download').flatMap(({ project, sha256, projects = [], rows = 0 }) => [
    ...(sha256 === published ? [] : [`downloaded as ${sha256}, published as ${published}`]),
    ...projects.flatMap((other) => (other === project ? [] : [`a row of ${other} in a file of ${project}`])),
    ...(rows === users.get(project) ? [] : [`${rows} rows of ${users.get(project)} users`]),
  ])
}

/** What nobody deletes comes to an end that is SUCCESS: nothing here makes a task fail for good. */
function brokenByEnd(all: readonly Operation[]): string[] {
  const order = done(all, 'order')[0]
  if (order === undefined || all.some(({ kind }) => kind === 'delete')) return []
  const last = done(all, 'poll').findLast(({ project }) => project === order.project)
  return last?.status === 'SUCCESS' ? [] : [`ended as ${last?.status ?? 'unknown'}`]
}
