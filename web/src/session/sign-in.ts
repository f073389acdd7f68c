import { type ApiFailure, failureOf } from '../parts/failure.ts'
import type { Session } from './session.tsx'

interface TokenAnswer {
  readonly token: {
    readonly expires_at: string
    readonly user: { id: string; name: string; domain: { id: string; name: string } }
  }
}

/** Signs in with account, user and password. @throws ApiFailure */
export const signInByPassword = (claim: {
  account: string
  user: string
  password: string
}): Promise<Session> => {
  const { account, user, password } = claim
  const domain = { name: account }
  return obtain('/v3/auth/tokens?nocatalog=true', {
    auth: { identity: { methods: ['password'], password: { user: { name: user, password, domain } } } },
  })
}

/** Signs in with the code of a one-time link. @throws ApiFailure */
export const signInByLink = (code: string): Promise<Session> => obtain('/v3/sign-in-links/redeem', { code })

/** Ends the token of a session; one that has ended is no matter. */
export async function signOut({ token }: Session): Promise<void> {
  const headers = { 'x-auth-token': token, 'x-subject-token': token }
  await fetch('/v3/auth/tokens', { method: 'DELETE', headers }).catch(() => {})
}

async function obtain(path: string, body: object): Promise<Session> {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw await failureOf(answer)
  const token = answer.headers.get('x-subject-token') ?? ''
  const { expires_at, user } = ((await answer.json()) as TokenAnswer).token
  const { domain, ...who } = user
  const projects = await listProjects(token)
  return {
    token,
    expiresAt: expires_at,
    user: { id: who.id, name: who.name },
    account: domain,
    project: projects[0] ?? null,
  }
}

/** The projects that a token's user may choose. @throws ApiFailure */
export async function listProjects(token: string): Promise<{ id: string; name: string }[]> {
  const answer = await fetch('/v3/auth/projects', { headers: { 'x-auth-token': token } })
  if (!answer.ok) throw await failureOf(answer)
  const { projects } = (await answer.json()) as { projects: { id: string; name: string }[] }
  return projects.map(({ id, name }) => ({ id, name }))
}

export type { ApiFailure }
