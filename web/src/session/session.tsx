import { type ReactNode, createContext, use, useCallback, useEffect, useMemo, useState } from 'react'

/** Who is signed in, by which token. */
export interface Session {
  readonly token: string
  readonly expiresAt: string
  readonly user: { readonly id: string; readonly name: string }
  readonly account: { readonly id: string; readonly name: string }
  /** The project that calls are about. */
  readonly project: { readonly id: string; readonly name: string } | null
}

interface SessionState {
  readonly session: Session | null
  /** Whether a session ended by itself, so that the page can say so. */
  readonly ended: boolean
  /** Whether the token is good no more, while the page of who had it still stands. */
  readonly expired: boolean
  begin(session: Session): void
  end(byItself?: boolean): void
  /** A token has ended: the page of who had it stays, and asks for the password. */
  expire(token: string): void
  chooseProject(project: Session['project']): void
}

const Context = createContext<SessionState | null>(null)
const NAME = 'muster.session'

/** The session is the token, in this tab's storage: no cookie, so no page elsewhere can use it. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [session, setSession] = useState(readSession)
  const [ended, setEnded] = useState(false)
  const [expiredToken, setExpiredToken] = useState<string | null>(null)
  const begin = useCallback((next: Session) => {
    sessionStorage.setItem(NAME, JSON.stringify(next))
    setSession(next)
    setEnded(false)
  }, [])
  const end = useCallback((byItself = false) => {
    sessionStorage.removeItem(NAME)
    setSession(null)
    setEnded(byItself)
  }, [])
  const expire = useCallback((token: string) => {
    // An answer to an older token may come after the new one.
    if (readSession()?.token === token) sessionStorage.removeItem(NAME)
    setExpiredToken(token)
  }, [])
  const chooseProject = useCallback(
    (project: Session['project']) => {
      if (session !== null) begin({ ...session, project })
    },
    [session, begin],
  )
  useEffect(() => {
    if (session === null) return
    // Timers hold at most 2^31 ms; a token lasts a day.
    const timer = setTimeout(() => expire(session.token), Date.parse(session.expiresAt) - Date.now())
    return () => clearTimeout(timer)
  }, [session, expire])
  const expired = session !== null && session.token === expiredToken
  const value = useMemo(
    () => ({ session, ended, expired, begin, end, expire, chooseProject }),
    [session, ended, expired, begin, end, expire, chooseProject],
  )
  return <Context value={value}>{children}</Context>
}

export function useSession(): SessionState {
  const value = use(Context)
  if (value === null) throw new Error('No session around')
  return value
}

/** The session of a page that is shown to signed-in people only. */
export function useSignedIn(): Session {
  const { session } = useSession()
  if (session === null) throw new Error('Nobody is signed in')
  return session
}

function readSession(): Session | null {
  const stored = sessionStorage.getItem(NAME)
  if (stored === null) return null
  const session = JSON.parse(stored) as Session
  return Date.parse(session.expiresAt) > Date.now() ? session : null
}
