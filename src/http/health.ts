import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'

/** `/livez`: the process answers. `/readyz`: so do the database and the storage. For those who run it, not for callers. */
export function answerHealth(app: FastifyInstance): void {
  app.get('/livez', { schema: { hide: true } }, async () => ({ status: 'ok' }))
  app.get('/readyz', { schema: { hide: true } }, async (request, reply) => {
    const { database, store } = app.services
    const checks = await Promise.allSettled([sql`SELECT 1`.execute(database), store.probe()])
    const [databaseCheck, storageCheck] = checks
    for (const check of checks) {
      if (check.status === 'rejected') request.log.warn({ error: String(check.reason) }, 'not ready')
    }
    const ready = checks.every(({ status }) => status === 'fulfilled')
    return await reply.code(ready ? 200 : 503).send({
      status: ready ? 'ok' : 'unavailable',
      database: databaseCheck.status === 'fulfilled' ? 'ok' : 'unavailable',
      storage: storageCheck.status === 'fulfilled' ? 'ok' : 'unavailable',
    })
  })
}
