import { useCallback } from 'react'

import { ApiFailure, failureOf } from '../parts/failure.ts'
import { useSession, useSignedIn } from '../session/session.tsx'

type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>

export interface CallOptions {
  readonly query?: Query | undefined
  readonly body?: object | undefined
  /** A body that is no JSON, such as a file. */
  readonly form?: FormData
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

/** Sends a request, such as `GET /v2/{p}/users`; `{p}` stands for the session's project. @throws ApiFailure */
export type Call = (request: string, options?: CallOptions) => Promise<Response>

/**
 * Calls the API as who is signed in. Where the session has ended the page stays as it is, with all that is typed in,
 * until one has signed in again.
 */
export function useCall(): Call {
  const { token, project } = useSignedIn()
  const { expire } = useSession()
  const projectId = project?.id ?? ''
  return useCallback(
    async (request, { query = {}, body, form, headers = {}, signal } = {}) => {
      const [method = 'GET', path = ''] = request.split(' ')
      const content = form ?? (body === undefined ? undefined : JSON.stringify(body))
      const answer = await fetch(path.replace('{p}', encodeURIComponent(projectId)) + searchOf(query), {
        method,
        headers: {
          'x-auth-token': token,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(content === undefined ? {} : { body: content }),
        ...(signal === undefined ? {} : { signal }),
        cache: 'no-store',
      })
      if (answer.status === 401) expire(token)
      if (!answer.ok) throw await failureOf(answer)
      return answer
    },
    [token, projectId, expire],
  )
}

/** The JSON of an answer. */
export const json = async <T>(answer: Promise<Response>): Promise<T> => (await (await answer).json()) as T

/** Whether it is of any use to ask again: an answer of the API will be the same. */
export const worthRetrying = (failures: number, error: Error): boolean =>
  failures < 1 && !(error instanceof ApiFailure && error.status < 500)

function searchOf(query: Query): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue
    for (const one of Array.isArray(value) ? (value as readonly string[]) : [value])
      search.append(name, String(one))
  }
  return search.size === 0 ? '' : `?${search.toString()}`
}
