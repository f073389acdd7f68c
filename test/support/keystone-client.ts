/** OpenStack's own client, as Debian packages it. A test of it is skipped, and says so, where it is not installed. */

import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'

import { credentials } from './settings.ts'

/** Debian keeps it with its own Python. */
const PYTHON = ['/usr/bin/python3', 'python3'].find(
  (python) => spawnSync(python, ['-c', 'import keystoneauth1']).status === 0,
)

/** Why tests with it are skipped, or false. */
export const SKIP = {
  keystoneauth: PYTHON === undefined && 'keystoneauth1 is not installed',
  keystoneclient:
    spawnSync(PYTHON ?? 'python3', ['-c', 'import keystoneclient.v3.client']).status !== 0 &&
    'keystoneclient is not installed',
  openstack: spawnSync('openstack', ['--version']).status === 0 ? false : 'openstack is not installed',
}

const variables = (url: string): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  OS_AUTH_URL: `${url}/v3`,
  OS_IDENTITY_API_VERSION: '3',
  OS_USERNAME: credentials.user,
  OS_PASSWORD: credentials.password,
  OS_USER_DOMAIN_NAME: credentials.account,
})

/** Runs a script for keystoneauth, which finds the server in its variables. @returns what it printed, read as JSON */
export async function runKeystoneauth<T>(url: string, script: string): Promise<T> {
  const { stdout } = await promisify(execFile)(PYTHON ?? '', ['-c', script], {
    env: variables(url),
    timeout: 60_000,
  })
  return JSON.parse(stdout) as T
}

/** Runs `openstack … -f json` as the administrator, in a project or in the account. */
export async function runOpenstack(
  url: string,
  scope: 'project' | 'domain',
  ...args: string[]
): Promise<string> {
  const { stdout } = await promisify(execFile)('openstack', args, {
    env: {
      ...variables(url),
      ...(scope === 'project'
        ? { OS_PROJECT_NAME: 'local', OS_PROJECT_DOMAIN_NAME: credentials.account }
        : { OS_DOMAIN_NAME: credentials.account }),
    },
    timeout: 60_000,
  })
  return stdout
}
