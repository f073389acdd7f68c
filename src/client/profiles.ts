import { mkdir, readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import path from 'node:path'

import { writePrivateFile } from '../private-file.ts'

/** Where a server is and how it is called, by a name: with an access key, or with a token of a sign-in. */
export interface Profile {
  readonly endpoint: string
  readonly project_id: string
  readonly access_key?: string
  readonly secret_key?: string
  readonly token?: string
  /** When the token ends; UTC. */
  readonly expires_at?: string
}

type Profiles = Readonly<Record<string, Profile>>

/** The profile that is meant where none is named. */
export const DEFAULT_PROFILE = 'default'

/** `$XDG_CONFIG_HOME/muster/profiles.json`, else below `~/.config` (XDG Base Directory Specification); mode 0600. */
export const profilesFile = (environment: NodeJS.ProcessEnv): string =>
  path.join(
    environment['XDG_CONFIG_HOME'] || path.join(environment['HOME'] || homedir(), '.config'),
    'muster/profiles.json',
  )

/** All profiles; none where there is no file. */
export async function readProfiles(environment: NodeJS.ProcessEnv): Promise<Profiles> {
  try {
    return JSON.parse(await readFile(profilesFile(environment), 'utf8')) as Profiles
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
}

/**
 * Keeps a profile, or forgets it.
 *
 * @returns the file
 */
export async function keepProfile(
  name: string,
  profile: Profile | null,
  environment: NodeJS.ProcessEnv,
): Promise<string> {
  const file = profilesFile(environment)
  const others = Object.entries(await readProfiles(environment)).filter(([other]) => other !== name)
  const all = Object.fromEntries(profile === null ? others : [...others, [name, profile]])
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  await writePrivateFile(file, `${JSON.stringify(all, null, 2)}\n`)
  return file
}
