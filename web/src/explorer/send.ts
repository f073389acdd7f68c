import type { PlainRequest } from './request.ts'

/** An answer as it came, and how long it took. */
export interface ReceivedAnswer {
  readonly status: number
  readonly statusText: string
  readonly headers: readonly (readonly [string, string])[]
  readonly milliseconds: number
  readonly requestId: string
  readonly body: Blob
  /** The body where it is text of a size that can be shown. */
  readonly text: string | null
}

const LONGEST_SHOWN = 500_000

/** Sends a request from the page. @throws TypeError where no answer came */
export async function send(
  request: PlainRequest,
  proof: Readonly<Record<string, string>>,
): Promise<ReceivedAnswer> {
  const began = performance.now()
  const answer = await fetch(request.url, {
    method: request.method,
    headers: { ...request.headers, ...proof },
    ...(request.body === undefined ? {} : { body: request.body }),
    cache: 'no-store',
  })
  const body = await answer.blob()
  const isText = /json|text|xml/.test(body.type) && !body.type.includes('spreadsheet')
  return {
    status: answer.status,
    statusText: answer.statusText,
    headers: [...answer.headers],
    milliseconds: Math.round(performance.now() - began),
    requestId: answer.headers.get('x-request-id') ?? '',
    body,
    text: (isText || body.size === 0) && body.size <= LONGEST_SHOWN ? await body.text() : null,
  }
}
