import { useCallback } from 'react'

import { failureIn } from '../parts/failure.ts'
import { useSession, useSignedIn } from '../session/session.tsx'

/** A file on its way. */
export interface UploadOptions {
  readonly query: Readonly<Record<string, string>>
  readonly file: File
  /** Told which part of the file has gone up, 0 to 1. */
  report(part: number): void
  readonly signal: AbortSignal
}

/** Sends a file as the field `file` of a form and reads the answer's JSON. @throws ApiFailure; AbortError */
export type Upload = <T>(path: string, options: UploadOptions) => Promise<T>

/** Uploads as who is signed in. By XMLHttpRequest: fetch does not say how much of a body has gone. */
export function useUpload(): Upload {
  const { token, project } = useSignedIn()
  const { expire } = useSession()
  const projectId = project?.id ?? ''
  return useCallback(
    <T>(path: string, { query, file, report, signal }: UploadOptions) =>
      new Promise<T>((resolve, reject) => {
        const request = new XMLHttpRequest()
        const address = path.replace('{p}', encodeURIComponent(projectId))
        request.open('POST', `${address}?${new URLSearchParams(query).toString()}`)
        request.setRequestHeader('x-auth-token', token)
        request.upload.addEventListener('progress', ({ loaded, total }) =>
          report(total === 0 ? 1 : loaded / total),
        )
        request.addEventListener('load', () => {
          const { status, responseText } = request
          if (status === 401) expire(token)
          if (status < 400) resolve(JSON.parse(responseText) as T)
          else reject(failureIn(status, request.getResponseHeader('x-request-id') ?? '', responseText))
        })
        request.addEventListener('error', () => reject(new TypeError('No answer came')))
        request.addEventListener('abort', () => reject(new DOMException('Stopped', 'AbortError')))
        signal.addEventListener('abort', () => request.abort(), { once: true })
        const form = new FormData()
        form.append('file', file)
        request.send(form)
      }),
    [token, projectId, expire],
  )
}
