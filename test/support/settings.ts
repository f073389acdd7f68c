import { type Settings, readSettings } from '../../src/config.ts'

/** The database that each test file clones. */
export const TEMPLATE = 'muster_template'

/** The first account of every test server. */
export const credentials = {
  account: 'acme',
  user: 'admin',
  password: 'correct horse battery staple',
  project_id: '0123456789abcdef0123456789abcdef',
  access_key: 'TESTACCESSKEY0000001',
  secret_key: 'test-secret-key-of-forty-characters-0001',
}

/** Environment of a test server: any free port, given database and folder, the account above. */
export function testEnvironment(
  given: { dataDir: string; databaseUrl?: string },
  others: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return {
    MUSTER_PORT: '0',
    MUSTER_DATA_DIR: given.dataDir,
    ...(given.databaseUrl === undefined ? {} : { MUSTER_DATABASE_URL: given.databaseUrl }),
    MUSTER_ACCOUNT: credentials.account,
    MUSTER_ADMIN_PASSWORD: credentials.password,
    MUSTER_PROJECT_ID: credentials.project_id,
    MUSTER_ADMIN_ACCESS_KEY: credentials.access_key,
    MUSTER_ADMIN_SECRET_KEY: credentials.secret_key,
    MUSTER_MASTER_KEY: Buffer.alloc(32, 'test').toString('base64'),
    // Tests ask faster than people do; those that are about limits set them.
    MUSTER_LIMIT_REQUESTS_PER_SECOND: '0',
    MUSTER_LIMIT_ACCOUNT_REQUESTS_PER_SECOND: '0',
    MUSTER_LIMIT_EXPORTS: '0',
    MUSTER_LIMIT_FAILED_AUTHENTICATIONS: '0',
    ...others,
  }
}

/** The same as settings. */
export const testSettings = (
  given: { dataDir: string; databaseUrl?: string },
  others: Readonly<Record<string, string>> = {},
): Settings => readSettings(testEnvironment(given, others))
