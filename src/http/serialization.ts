import fastJson from 'fast-json-stringify'
import type { FastifyInstance } from 'fastify'

/**
 * Answers are written by their schemas, as Fastify does it, but a schema is compiled when its first answer is given: all of
 * them at once were a fifth of a second of every start.
 */
export function serializeBySchema(app: FastifyInstance): void {
  app.setSerializerCompiler(({ schema }) => {
    let compiled: ((answer: unknown) => string) | undefined
    return (answer: unknown) => (compiled ??= fastJson(schema as fastJson.Schema))(answer)
  })
}
