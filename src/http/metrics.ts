import { createHash, timingSafeEqual } from 'node:crypto'

import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Gauge } from 'prom-client'

import { errors } from '../errors.ts'
import { queueState } from '../exports/queue-state.ts'
import type { Services } from '../services.ts'

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/**
 * `/metrics`, in the form of Prometheus: to a caller on this machine, and elsewhere to who has the token of the settings
 * as `Authorization: Bearer`. To all others it is a path that does not exist.
 */
export function answerMetrics(app: FastifyInstance): void {
  const { registry } = app.services.metrics
  if (registry.getSingleMetric('muster_database_up') === undefined) addGauges(app.services)
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (!mayRead(request)) throw errors.apiNotFound()
    return await reply.type(registry.contentType).send(await registry.metrics())
  })
}

/** What is the same for all processes, asked of PostgreSQL whenever somebody reads it. */
function addGauges({ metrics, pool, log }: Services): void {
  const registers = [metrics.registry]
  const tasks = new Gauge({
    name: 'muster_queue_tasks',
    help: 'Export tasks that wait or run, over all processes',
    labelNames: ['state'],
    registers,
  })
  const waited = new Gauge({
    name: 'muster_queue_oldest_seconds',
    help: 'How long the first of the waiting tasks waits',
    registers,
  })
  const snapshot = new Gauge({
    name: 'muster_export_snapshot_oldest_seconds',
    help: 'Age of the oldest snapshot that is read: so long VACUUM cleans nothing in the database',
    registers,
  })
  const up = new Gauge({
    name: 'muster_database_up',
    help: 'Whether PostgreSQL answers; if not, the queue is not told of',
    registers,
    collect,
  })
  async function collect() {
    try {
      const state = await queueState(pool)
      tasks.set({ state: 'waiting' }, state.waiting)
      tasks.set({ state: 'running' }, state.running)
      waited.set(state.oldestWaitingSeconds)
      snapshot.set(state.oldestSnapshotSeconds)
      up.set(1)
    } catch (error) {
      tasks.reset()
      for (const each of [waited, snapshot]) each.remove({})
      up.set(0)
      log.warn({ error: (error as Error).message }, 'state of the queue not read')
    }
  }
}

/** Counts what is asked and answered. Operations only: they are few, where paths are whatever somebody sends. */
export function countRequests(app: FastifyInstance): void {
  const { metrics } = app.services
  const sentBefore = new WeakMap<FastifyRequest, number>()
  app.addHook('onRequest', async (request) => {
    sentBefore.set(request, request.raw.socket.bytesWritten)
  })
  app.addHook('onResponse', async (request, reply) => {
    if (reply.statusCode === 401) metrics.authenticationFailures.inc()
    const operation = request.routeOptions.config.operation?.id
    if (operation === undefined) return
    metrics.requestSeconds.observe({ operation, status: reply.statusCode }, reply.elapsedTime / 1000)
    const sent = request.raw.socket.bytesWritten - (sentBefore.get(request) ?? 0)
    metrics.sentBytes.inc({ operation }, Math.max(0, sent))
  })
}

function mayRead({ raw, headers, server }: FastifyRequest): boolean {
  const { MUSTER_METRICS_TOKEN: token } = server.services.settings
  const given = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1]
  if (token !== undefined && given !== undefined) return same(given, token)
  // What a proxy on this machine passes on comes from elsewhere.
  const passedOn = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined
  return LOOPBACK.has(raw.socket.remoteAddress ?? '') && !passedOn
}

/** In a time that tells nothing: digests have one length. */
const same = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b))
const digest = (text: string) => createHash('sha256').update(text).digest()
