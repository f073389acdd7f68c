import { defineCommand } from 'citty'

import { ApiClient } from '../../client/api-client.ts'
import { DEFAULT_PROFILE, type Profile, keepProfile } from '../../client/profiles.ts'
import { signIn } from '../../client/sign-in.ts'
import { commonArgs } from '../common-args.ts'
import { firstLine } from '../first-line.ts'
import { printResult } from '../result.ts'
import { UsageError } from '../run.ts'
import { words } from '../words.ts'
import { askSecret } from './ask-secret.ts'

const { cli } = words

interface Project {
  readonly id: string
  readonly name: string
}

/**
 * `muster login`: keeps where a server is and how to call it as a profile, after it was tried. By password it is a token of
 * 24 hours; an access key is good until it is disabled.
 */
export const login = defineCommand({
  meta: { name: 'login', description: cli.login },
  args: {
    endpoint: { type: 'string', description: cli.loginEndpoint, valueHint: 'URL' },
    account: { type: 'string', description: cli.loginAccount, valueHint: 'NAME' },
    user: { type: 'string', description: cli.loginUser, valueHint: 'NAME' },
    password: { type: 'string', description: cli.loginPassword, valueHint: '-' },
    'access-key': { type: 'string', description: cli.loginAccessKey, valueHint: 'AK' },
    'secret-key': { type: 'string', description: cli.loginSecretKey, valueHint: '-' },
    project: { type: 'string', description: cli.options.project, valueHint: 'ID|NAME' },
    profile: { type: 'string', description: cli.loginProfile, valueHint: 'NAME' },
    ...commonArgs,
  },
  async run({ args }) {
    const endpoint = args.endpoint || process.env['MUSTER_ENDPOINT'] || 'http://127.0.0.1:8080'
    const proof = await proofOf(endpoint, args)
    const client = new ApiClient(
      proof.token === undefined
        ? { endpoint, accessKey: proof.access_key ?? '', secretKey: proof.secret_key ?? '' }
        : { endpoint, token: proof.token },
    )
    const { projects } = await client.json<{ projects: Project[] }>('GET', '/v3/auth/projects')
    const profile: Profile = { endpoint, project_id: chosen(projects, args.project), ...proof }
    const name = args.profile || process.env['MUSTER_PROFILE'] || DEFAULT_PROFILE
    const file = await keepProfile(name, profile, process.env)
    const until = proof.expires_at ?? null
    printResult(cli.loggedIn(name, file, until), { profile: name, file, endpoint, expires_at: until })
  },
})

/** `muster logout`: forgets a profile. */
export const logout = defineCommand({
  meta: { name: 'logout', description: cli.logout },
  args: {
    profile: { type: 'string', description: cli.loginProfile, valueHint: 'NAME' },
    ...commonArgs,
  },
  async run({ args }) {
    const name = args.profile || process.env['MUSTER_PROFILE'] || DEFAULT_PROFILE
    await keepProfile(name, null, process.env)
    printResult(cli.loggedOut(name), { profile: name })
  },
})

type Proof = Pick<Profile, 'access_key' | 'secret_key' | 'token' | 'expires_at'>

async function proofOf(endpoint: string, given: Readonly<Record<string, unknown>>): Promise<Proof> {
  const option = (name: string) => given[name] as string | undefined
  const secret = async (text: string) => (text === '-' ? await firstLine() : text)
  const [access_key, secret_key] = [option('access-key'), option('secret-key')]
  if ((access_key === undefined) !== (secret_key === undefined)) throw new UsageError(cli.loginHalfKey)
  if (access_key !== undefined && secret_key !== undefined)
    return { access_key, secret_key: await secret(secret_key) }
  const user = option('user') ?? 'admin'
  const password = await secret(option('password') ?? (await askSecret(cli.loginAsk(user))))
  return await signIn(endpoint, { account: option('account') ?? 'default', user, password })
}

/** The project that is named, else the first. */
function chosen(projects: readonly Project[], given: string | undefined): string {
  const found =
    given === undefined
      ? projects[0]
      : (projects.find(({ id }) => id === given) ?? projects.find(({ name }) => name === given))
  if (found === undefined)
    throw new UsageError(cli.loginProjects(projects.map(({ name }) => name).join(', ')))
  return found.id
}
