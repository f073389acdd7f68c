import { createHash } from 'node:crypto'

import { type ApiClient, ApiRefusal } from '../../src/client/api-client.ts'
import { orderExport } from '../../src/client/export-users.ts'
import type { Random } from '../../src/directory/sample/random.ts'
import type { Task } from '../support/exports.ts'
import type { Operation } from './operations.ts'
import { readColumns } from './read-columns.ts'

/** A task that was ordered, and by whom. */
export interface Ordered {
  readonly id: string
  readonly project: string
}

/** Does one thing after the other and writes each down, whatever comes of it. */
export class RandomClient {
  readonly #random: Random
  readonly #projects: readonly string[]
  /** An API process, another one each time. */
  readonly #api: () => ApiClient
  readonly #history: Operation[]
  /** All clients' tasks. */
  readonly #ordered: Ordered[]

  constructor(
    random: Random,
    shared: {
      projects: readonly string[]
      api: () => ApiClient
      history: Operation[]
      ordered: Ordered[]
    },
  ) {
    this.#random = random
    this.#projects = shared.projects
    this.#api = shared.api
    this.#history = shared.history
    this.#ordered = shared.ordered
  }

  async step(): Promise<void> {
    // Lately ordered ones above all: that is where something happens.
    const recent = this.#ordered.slice(-30)
    const task = recent.length === 0 ? undefined : this.#random.pick(recent)
    const what = this.#random.below(100)
    if (task === undefined || what < 15) return await this.#order(this.#random.pick(this.#projects))
    // Now and then another project's.
    const project = this.#random.percent(10) ? this.#random.pick(this.#projects) : task.project
    if (what < 60) return await this.poll(task.id, project)
    if (what < 88) return await this.#download(task.id, project)
    await this.#delete(task.id, project)
  }

  async #order(project: string): Promise<void> {
    await this.#record('order', project, '', async () => {
      const id = await orderExport(this.#api(), project, { active_type: 'ALL', language: 'en_US' })
      this.#ordered.push({ id, project })
      return { taskId: id }
    })
  }

  async poll(taskId: string, project: string): Promise<void> {
    await this.#record('poll', project, taskId, async () => {
      const { export_tasks: tasks } = await this.#api().json<{ export_tasks: Task[] }>(
        'GET',
        `/v2/${project}/export-tasks?task_id=${taskId}`,
      )
      return { status: tasks[0]?.status ?? 'gone', sha256: tasks[0]?.sha256 ?? null }
    })
  }

  async #download(taskId: string, project: string): Promise<void> {
    await this.#record('download', project, taskId, async () => {
      const answer = await this.#api().send('GET', `/v2/${project}/export-tasks/${taskId}/download`)
      const bytes = Buffer.from(await answer.arrayBuffer())
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const rows = await readColumns(bytes, ['Description'])
      return { sha256, rows: rows.length, projects: [...new Set(rows.flat())] }
    })
  }

  async #delete(taskId: string, project: string): Promise<void> {
    await this.#record('delete', project, taskId, async () => {
      await this.#api().send('POST', `/v2/${project}/export-tasks/batch-delete`, {
        body: { task_ids: [taskId] },
      })
      return {}
    })
  }

  async #record(
    kind: Operation['kind'],
    project: string,
    taskId: string,
    act: () => Promise<Partial<Operation>>,
  ): Promise<void> {
    const began = performance.now()
    const seen = await act().catch((error: unknown) => ({
      outcome: error instanceof ApiRefusal && error.status < 500 ? ('refused' as const) : ('failed' as const),
    }))
    this.#history.push({ kind, project, taskId, began, outcome: 'done', ...seen, ended: performance.now() })
  }
}
