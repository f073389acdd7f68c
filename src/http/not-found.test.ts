import assert from 'node:assert/strict'
import { after, test } from 'node:test'

import Fastify from 'fastify'

import { answerUnknownPaths } from './not-found.ts'

const app = Fastify()
answerUnknownPaths(app)
for (const [method, url] of [
  ['GET', '/v2/:project_id/users'],
  ['POST', '/v2/:project_id/users'],
  ['GET', '/v2/:project_id/export-tasks/:task_id/download'],
  ['GET', '/v2/:project_id/users/:user_id'],
  ['POST', '/v2/:project_id/users/batch-delete'],
  ['POST', '/v3/auth/tokens'],
  ['GET', '/openapi.json'],
] as const) {
  app.route({ method, url, handler: async () => ({ url }) })
}
await app.ready()
after(() => app.close())

test('a known path under another method is 405 and says which are allowed; an unknown one is 404', async () => {
  const table: [string, number, string?][] = [
    ['GET /v2/p/users', 200],
    ['DELETE /v2/p/users', 405, 'GET, HEAD, POST'],
    ['PUT /v2/p/users?limit=1', 405, 'GET, HEAD, POST'],
    ['POST /v2/p/export-tasks/t/download', 405, 'GET, HEAD'],
    ['GET /v3/auth/tokens', 405, 'POST'],
    ['GET /v2/p/users/u', 200],
    ['POST /v2/p/users/u', 405, 'GET, HEAD'],
    ['POST /v2/p/users/batch-delete', 200],
    ['GET /v2/p/users/batch-delete', 405, 'POST'],
    ['PUT /v2/p/users/batch-delete?x=1', 405, 'POST'],
    ['PUT /v2/北京/users', 405, 'GET, HEAD, POST'],
    ['POST /openapi.json', 405, 'GET, HEAD'],
    ['POST /openapiXjson', 404],
    ['GET /v2/users', 404],
    ['PUT /v2/p/q/users', 404],
    ['PUT /v2//users', 404],
    ['PUT /v2/p/users/', 404],
    ['PUT /x/v2/p/users', 404],
    ['GET /', 404],
  ]
  for (const [request, status, allow] of table) {
    const [method = '', url = ''] = request.split(' ')
    const answer = await app.inject({ method: method as 'GET', url: encodeURI(url) })
    assert.deepEqual([answer.statusCode, answer.headers.allow], [status, allow], request)
  }
})

test('the answer has the form of its path', async () => {
  const ours = await app.inject({ method: 'GET', url: '/none' })
  assert.equal(ours.json<{ error_code: string }>().error_code, 'APIGW.0101')
  const keystone = await app.inject({ method: 'GET', url: '/v3/auth/none' })
  assert.equal(keystone.json<{ error: { title: string } }>().error.title, 'Not Found')
})
