import assert from 'node:assert/strict'
import { test } from 'node:test'

import { callOf, writeSample } from './index.ts'
import { singular } from './names.ts'
import type { JsonSchema, OpenApiDocument, OpenApiOperation } from './openapi.ts'

const context = { endpoint: 'http://127.0.0.1:8080/', region: 'local', projectId: 'p 1' }

/** A document of one operation, with a body or a parameter. */
function documentOf(
  url: string,
  operation: Partial<OpenApiOperation> & { body?: JsonSchema } = {},
): OpenApiDocument {
  const { body, ...others } = operation
  return {
    paths: {
      [url]: {
        post: {
          operationId: 'DoThing',
          responses: { 200: {} },
          ...(body === undefined
            ? {}
            : { requestBody: { content: { 'application/json': { schema: body } } } }),
          ...others,
        },
      },
    },
  }
}

void test('the names are those of the SDKs', () => {
  const table: [string, string, string, boolean, string][] = [
    ['/v3/{project_id}/things', 'workspace', 'v2', false, 'DoThingReq'],
    ['/v3/auth/things', 'iam', 'v3', true, 'DoThingRequestBody'],
    ['/v3.0/OS-CREDENTIAL/things', 'iam', 'v3', true, 'DoThingRequestBody'],
    ['/v5/things', 'sts', 'v1', true, 'DoThingReq'],
  ]
  for (const [url, service, version, global, body] of table) {
    const { sdk } = callOf(documentOf(url), 'DoThing', {}, context)
    assert.deepEqual([sdk.service, sdk.version, sdk.global, sdk.body], [service, version, global, body], url)
    assert.deepEqual(
      [sdk.pascal, sdk.camel, sdk.snake, sdk.request, sdk.response],
      ['DoThing', 'doThing', 'do_thing', 'DoThingRequest', 'DoThingResponse'],
    )
  }
})

void test('an object of a body has the class of its property, in the singular', () => {
  const table = {
    users: 'user',
    user_ids: 'user_id',
    policies: 'policy',
    addresses: 'address',
    boxes: 'box',
    access: 'access',
    status_list: 'status_list',
    s: 's',
  }
  for (const [plural, expected] of Object.entries(table)) assert.equal(singular(plural), expected)
  const document = documentOf('/v2/{project_id}/things', {
    body: {
      type: 'object',
      properties: {
        old_things: { type: 'array', items: { type: 'object', properties: { a: { type: 'integer' } } } },
      },
    },
  })
  const call = callOf(document, 'DoThing', { body: { old_things: [{ a: 1 }] } }, context)
  assert.match(writeSample(call, 'java'), /\.withOldThings\(Arrays\.asList\(new OldThing\(\)\.withA\(1\)\)\)/)
})

void test('only what is filled in and known is sent, and the project is never a parameter', () => {
  const document = documentOf('/v2/{project_id}/things/{thing_id}', {
    parameters: [
      { name: 'project_id', in: 'path', required: true, schema: { type: 'string' } },
      { name: 'thing_id', in: 'path', required: true, schema: { type: 'string' } },
      { name: 'limit', in: 'query', schema: { type: 'integer' } },
      { name: 'x-key', in: 'header', schema: { type: 'string' } },
    ],
  })
  const values = {
    path: { project_id: 'other', thing_id: 'a/b' },
    query: { limit: undefined, unknown: 1 },
    header: {},
    body: { a: 1 },
  }
  const call = callOf(document, 'DoThing', values, context)
  assert.deepEqual(
    [call.path.map(({ name }) => name), call.query, call.header, call.body],
    [['thing_id'], [], [], undefined],
  )
  assert.match(writeSample(call, 'fetch'), /"http:\/\/127\.0\.0\.1:8080\/v2\/p%201\/things\/a%2Fb"/)
})

void test('numbers are as wide as they have to be, and keys of maps are keys', () => {
  const document = documentOf('/v2/{project_id}/things', {
    body: {
      type: 'object',
      properties: {
        small: { type: 'integer' },
        large: { type: 'integer' },
        ratio: { type: 'number' },
        names: { type: 'array', items: { type: 'string' } },
        map: { type: 'object', additionalProperties: { type: 'string' } },
      },
    },
  })
  const body = {
    small: 7,
    large: 9007199254740991,
    ratio: 2,
    names: [],
    map: JSON.parse('{"__proto__":"x"}') as object,
  }
  const call = callOf(document, 'DoThing', { body }, context)
  const expected = {
    java: ['.withSmall(7)', '.withLarge(9007199254740991L)', '.withRatio(2.0)', 'new ArrayList<String>()'],
    go: [
      'small := int32(7)',
      'large := int64(9007199254740991)',
      'ratio := float64(2.0)',
      'names := []string{}',
    ],
    dotnet: [
      'Small = 7,',
      'Large = 9007199254740991L',
      'Ratio = 2.0',
      'new List<string>()',
      '{ "__proto__", "x" }',
    ],
    cpp: [
      'setSmall(7)',
      'setLarge(9007199254740991LL)',
      'setRatio(2.0)',
      'std::vector<std::string> names = {};',
    ],
    python: ['small=7', 'large=9007199254740991', 'ratio=2.0', 'names=[]', 'map={"__proto__": "x"}'],
    hcloud: ['--large="9007199254740991"', '--names="[]"', '--map.__proto__="x"'],
    fetch: ['small: 7', 'names: []', 'map: { ["__proto__"]: "x" }'],
    curl: ['"names": []', '"__proto__": "x"'],
  } as const
  for (const [language, parts] of Object.entries(expected)) {
    const sample = writeSample(call, language as keyof typeof expected)
    for (const part of parts) assert.ok(sample.includes(part), `${part}\n${sample}`)
  }
})

void test('a server below a path, and a host that the shell would look into', () => {
  const document = documentOf('/v2/{project_id}/things')
  const signed = (endpoint: string) =>
    writeSample(callOf(document, 'DoThing', {}, { ...context, endpoint }), 'curl-signed')
  assert.match(
    signed('https://d.example:443/base/'),
    /url="https:\/\/d\.example"\nhost="d\.example"\npath="\/base\/v2/,
  )
  assert.match(signed('http://$(id).example'), /host='\$\(id\)\.example'/)
  assert.match(signed('no url $(id)'), /url='no url \$\(id\)'/)
})

void test('an operation that the document does not have is an error', () => {
  assert.throws(() => callOf(documentOf('/'), 'Other', {}, context), RangeError)
})
