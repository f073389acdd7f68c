import { Ajv } from 'ajv'
import { type Static, Type } from 'typebox'

import { readNetworks } from './networks.ts'

const optional = (description: string) => Type.Optional(Type.String({ description }))

/**
 * Every setting: the environment variable, its check, its default and what it means. The README's table is
 * checked against this one.
 */
export const settingsSchema = Type.Object({
  MUSTER_HOST: Type.String({ default: '127.0.0.1', description: 'Address to listen on' }),
  MUSTER_PORT: Type.Integer({
    default: 8080,
    minimum: 0,
    maximum: 65_535,
    description: 'Port to listen on; 0: any free one',
  }),
  MUSTER_TLS_CERT: optional(
    'File of the certificate and its chain, PEM: the server speaks HTTPS; read at the start',
  ),
  MUSTER_TLS_KEY: optional('File of the certificate’s private key, PEM'),
  MUSTER_TRUST_PROXY: optional(
    'Addresses and networks of proxies in front, parted by commas: their X-Forwarded-For and -Proto count',
  ),
  MUSTER_PROBE_PORT: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 65_535,
      description:
        'Port of /livez, /readyz and /metrics alone, of a worker too; 0: any free one; absent: none',
    }),
  ),
  MUSTER_METRICS_TOKEN: optional('Bearer token that opens /metrics from elsewhere than this machine'),
  MUSTER_DATA_DIR: Type.String({
    default: './data',
    description: 'Folder of the embedded database, the exported files, keys and credentials',
  }),
  MUSTER_DATABASE_URL: optional('A PostgreSQL 15 or later to use instead of the embedded one'),
  MUSTER_DATABASE_CONNECTIONS: Type.Integer({
    default: 10,
    minimum: 2,
    maximum: 500,
    description: 'Connections that a process keeps for requests; exports and the queue take a few more',
  }),
  MUSTER_DATABASE_PORT: Type.Integer({
    default: 0,
    minimum: 0,
    maximum: 65_535,
    description: 'TCP port on which the embedded database listens as well, on 127.0.0.1; 0: on none',
  }),
  MUSTER_ROLE: Type.Enum(['all', 'api', 'worker'], {
    default: 'all',
    description: 'What this process does; api and worker apart need MUSTER_DATABASE_URL',
  }),
  MUSTER_STORAGE: Type.Enum(['file', 's3'], {
    default: 'file',
    description:
      'Where exported files are kept: in the data directory, or in an object storage that speaks S3',
  }),
  MUSTER_S3_ENDPOINT: optional('URL of the object storage; absent: Amazon S3 in the region'),
  MUSTER_S3_REGION: Type.String({
    default: 'us-east-1',
    minLength: 1,
    description: 'Region that requests to it name',
  }),
  MUSTER_S3_BUCKET: optional('Bucket; it must exist'),
  MUSTER_S3_PREFIX: Type.String({
    default: 'exports/',
    pattern: '^([\\w.-]+/)*$',
    description:
      'Begins every key. What lies under it is one Muster’s alone: files that no task names are removed',
  }),
  MUSTER_S3_ADDRESSING: Type.Enum(['path', 'virtual'], {
    default: 'path',
    description:
      'Where the bucket stands in a URL: its path, or its host name, which Huawei OBS and Amazon prefer',
  }),
  MUSTER_S3_ACCESS_KEY_ID: optional(
    'Access key; absent: found as AWS SDKs do (environment, profile, machine’s role)',
  ),
  MUSTER_S3_SECRET_ACCESS_KEY: optional('Secret key of that access key'),
  MUSTER_LOG_LEVEL: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
    default: 'info',
    description: 'Least level that is logged',
  }),
  MUSTER_ACCOUNT: Type.String({ default: 'default', minLength: 1, description: 'First start: account' }),
  MUSTER_REGION: Type.String({
    default: 'local',
    minLength: 1,
    description: 'Region; at the first start also the name of the first project',
  }),
  MUSTER_PROJECT_ID: optional('First start: ID of the first project; absent: generated'),
  MUSTER_ADMIN_PASSWORD: optional('First start: password of the administrator; absent: generated'),
  MUSTER_ADMIN_ACCESS_KEY: optional('First start: access key of the administrator; absent: generated'),
  MUSTER_ADMIN_SECRET_KEY: optional('First start: secret key of the administrator; absent: generated'),
  MUSTER_MASTER_KEY: optional('32 bytes in base64 that seal the secret keys; absent: <data>/master.key'),
  MUSTER_EXPORT_CONCURRENCY: Type.Integer({
    default: 2,
    minimum: 1,
    maximum: 64,
    description: 'Exports that a worker process runs at the same time',
  }),
  MUSTER_EXPORT_THREADS: Type.Integer({
    default: 0,
    minimum: 0,
    maximum: 16,
    description:
      'Threads that encode an export’s rows side by side, beside the one that reads them and writes the file; 0: that one encodes as well. More pay where there are cores to spare: on two they do not, beside PostgreSQL',
  }),
  MUSTER_EXPORT_ENGINE: Type.Enum(['template', 'zlib'], {
    default: 'template',
    description:
      'What compresses the sheets: the engine that knows their XML beforehand, or zlib, slower by a factor of four, should that one fail',
  }),
  MUSTER_EXPORT_ATTEMPTS: Type.Integer({
    default: 5,
    minimum: 1,
    maximum: 100,
    description: 'Attempts after which a task is failed',
  }),
  MUSTER_EXPORT_TIMEOUT_SECONDS: Type.Integer({
    default: 3600,
    minimum: 10,
    description: 'Longest run of one attempt',
  }),
  MUSTER_EXPORT_RETENTION_SECONDS: Type.Integer({
    default: 7 * 86_400,
    minimum: 1,
    description: 'Time after which an exported file expires',
  }),
  MUSTER_EXPORT_RECORD_SECONDS: Type.Integer({
    default: 30 * 86_400,
    minimum: 0,
    description: 'Time after which the record of an expired or failed task goes as well',
  }),
  MUSTER_IMPORT_MAX_BYTES: Type.Integer({
    default: 2 ** 30,
    minimum: 1024,
    maximum: 2 ** 40,
    description: 'Largest file that can be imported, in bytes',
  }),
  MUSTER_WEBHOOK_PRIVATE_NETWORKS: optional(
    'Addresses and networks that webhooks may call beside public addresses, parted by commas, such as 10.0.0.0/8',
  ),
  MUSTER_AUDIT_RETENTION_DAYS: Type.Integer({
    default: 365,
    minimum: 0,
    maximum: 36_500,
    description: 'Days after which an event of the audit trail is deleted; 0: never',
  }),
  MUSTER_LIMIT_REQUESTS_PER_SECOND: Type.Integer({
    default: 200,
    minimum: 0,
    description: 'Requests a second of one caller; 0: any number',
  }),
  MUSTER_LIMIT_ACCOUNT_REQUESTS_PER_SECOND: Type.Integer({
    default: 1000,
    minimum: 0,
    description: 'Requests a second of all callers of an account; 0: any number',
  }),
  MUSTER_LIMIT_EXPORTS: Type.Integer({
    default: 10,
    minimum: 0,
    description: 'Exports of a project that run or wait at a time; 0: any number',
  }),
  MUSTER_LIMIT_STORED_BYTES: Type.Integer({
    default: 0,
    minimum: 0,
    description:
      'Bytes of exported files that a project keeps; 0: any number. A project can have its own limits',
  }),
  MUSTER_LIMIT_STREAMS: Type.Integer({
    default: 20,
    minimum: 0,
    description: 'Tasks that one caller watches at a time in a process (server-sent events); 0: any number',
  }),
  MUSTER_LIMIT_FAILED_AUTHENTICATIONS: Type.Integer({
    default: 60,
    minimum: 0,
    description:
      'Answers 401 and 404 a minute after which an address is refused until the minute ends; 0: any number. Behind a proxy set MUSTER_TRUST_PROXY, else all come from its address',
  }),
})

export type Settings = Static<typeof settingsSchema>

// Without the meta-schema, which takes a tenth of a second to compile: the schema is ours.
const ajv = new Ajv({
  allErrors: true,
  useDefaults: true,
  coerceTypes: true,
  meta: false,
  validateSchema: false,
})
const matches = ajv.compile<Settings>(settingsSchema)

/**
 * Reads the settings from an environment.
 *
 * @param environment variables; an empty or blank one counts as absent, others than ours are passed over
 * @throws Error naming each variable that breaks its rule
 */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const given = Object.entries(environment).filter(
    ([name, value]) => name in settingsSchema.properties && value?.trim() !== '',
  )
  const settings: unknown = Object.fromEntries(given)
  if (!matches(settings)) throw new Error(ajv.errorsText(matches.errors, { dataVar: 'env' }))
  if (settings.MUSTER_ROLE !== 'all' && settings.MUSTER_DATABASE_URL === undefined) {
    throw new Error(
      `MUSTER_ROLE=${settings.MUSTER_ROLE} needs MUSTER_DATABASE_URL: an embedded database serves one process only`,
    )
  }
  refuseHalfStorage(settings)
  if ((settings.MUSTER_TLS_CERT === undefined) !== (settings.MUSTER_TLS_KEY === undefined))
    throw new Error('MUSTER_TLS_CERT and MUSTER_TLS_KEY are given together, or neither')
  readNetworks(settings.MUSTER_WEBHOOK_PRIVATE_NETWORKS, 'MUSTER_WEBHOOK_PRIVATE_NETWORKS')
  return settings
}

/** @throws Error naming what MUSTER_STORAGE=s3 lacks */
function refuseHalfStorage(settings: Settings): void {
  if (settings.MUSTER_STORAGE !== 's3') return
  const { MUSTER_S3_ENDPOINT: endpoint } = settings
  if (settings.MUSTER_S3_BUCKET === undefined) throw new Error('MUSTER_STORAGE=s3 needs MUSTER_S3_BUCKET')
  if (endpoint !== undefined && !/^https?:$/.test(URL.parse(endpoint)?.protocol ?? ''))
    throw new Error('MUSTER_S3_ENDPOINT is no URL of http or https')
  if (
    (settings.MUSTER_S3_ACCESS_KEY_ID === undefined) !==
    (settings.MUSTER_S3_SECRET_ACCESS_KEY === undefined)
  )
    throw new Error('MUSTER_S3_ACCESS_KEY_ID and MUSTER_S3_SECRET_ACCESS_KEY are given together, or neither')
}
