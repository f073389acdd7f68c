import { startMuster } from '../support/acceptance.ts'
import { type Scenario, scenarios } from '../support/scenarios.ts'
import { nobody } from '../support/who.ts'

// Paths that are none, and methods that a path does not have (contract, errors.md). Neither asks who is calling.
const muster = await startMuster({ MUSTER_ROLE: 'api' })

const unknown = (path: string, method = 'GET'): Scenario => ({
  rule: `${method} ${path} is unknown`,
  request: `${method} ${path}`,
  who: nobody,
  status: 404,
  code: 'APIGW.0101',
  contains: ['The API does not exist or has not been published in the environment.'],
})

const notAllowed = (path: string, method: string, allow: string): Scenario => ({
  rule: `${method} ${path} is not allowed`,
  request: `${method} ${path}`,
  who: nobody,
  status: 405,
  code: 'WKS.00000405',
  contains: ['The method specified in the request is not allowed for this resource.'],
  answers: { allow },
})

scenarios(muster, [
  unknown('/v2'),
  unknown('/v2/{p}'),
  unknown('/v3/{p}/users'),
  unknown('/v2/{p}/users/'),

  unknown('/v2/{p}/Users'),
  unknown('/v3/{p}/users/export/x', 'POST'),
  unknown('/v2/{p}/users/x/y', 'POST'),
  unknown('/v2/{p}/export-tasks/a%2Fdownload'),
  unknown('/v2/%zz/users'),
  unknown('/v2/%ff/users'),
  unknown('/v2/{p}/../{p}/nothing'),
  unknown('/nothing?limit=1', 'PATCH'),
])

scenarios(
  muster,
  [
    ...['GET', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'].map((method) =>
      notAllowed('/v3/{p}/users/export', method, 'POST'),
    ),
    ...['PUT', 'PATCH', 'DELETE', 'OPTIONS'].map((method) =>
      notAllowed('/v2/{p}/users', method, 'GET, HEAD, POST'),
    ),
    ...['POST', 'PUT', 'DELETE'].map((method) => notAllowed('/v2/{p}/export-tasks', method, 'GET, HEAD')),
    ...['POST', 'PUT', 'DELETE'].map((method) =>
      notAllowed('/v2/{p}/export-tasks/x/download', method, 'GET, HEAD'),
    ),
    ...['GET', 'DELETE'].map((method) => notAllowed('/v2/{p}/export-tasks/batch-delete', method, 'POST')),
    ...['GET', 'PUT', 'DELETE'].flatMap((method) => [
      notAllowed('/v2/{p}/users/batch-create', method, 'POST'),
      notAllowed('/v2/{p}/users/batch-delete', method, 'POST'),
      notAllowed('/v2/{p}/groups/batch-delete', method, 'POST'),
    ]),
    notAllowed('/v2/{p}/users/export', 'POST', 'DELETE, GET, HEAD, PUT'),
    notAllowed('/v3/{p}/users/export?limit=1', 'GET', 'POST'),
  ].map((scenario) => (scenario.request.startsWith('HEAD') ? headless(scenario) : scenario)),
)

/** HEAD answers no body to look into. */
function headless({ rule, request, who, status, answers }: Scenario): Scenario {
  return { rule, request, who, status, answers: answers ?? {} }
}

scenarios(muster, [
  {
    rule: 'an unknown path before a body that is too large',
    request: 'POST /nothing',
    who: nobody,
    body: Buffer.alloc(13 * 1024 * 1024),
    status: 404,
    code: 'APIGW.0101',
  },
  {
    rule: 'a wrong method before a content type that is none',
    request: 'PUT /v2/{p}/users',
    who: nobody,
    headers: { 'content-type': 'nonsense' },
    body: '{}',
    status: 405,
  },
  {
    rule: 'an identity path with a wrong method answers in Keystone’s form',
    request: 'PUT /v3/auth/tokens',
    who: nobody,
    status: 405,
    contains: ['not allowed'],
    lacks: ['error_code'],
    answers: { allow: 'DELETE, GET, HEAD, POST' },
  },
  {
    rule: 'an identity path that is unknown answers in Keystone’s form',
    request: 'GET /v3/auth/nothing',
    who: nobody,
    status: 404,
    lacks: ['error_code'],
  },
])
