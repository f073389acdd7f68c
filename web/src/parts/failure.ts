/** An answer that is an error, in either of the forms that the API has. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure'
  readonly status: number
  readonly code: string
  readonly requestId: string
  /** The sealed reason of a refusal. */
  readonly reason: string | undefined

  constructor(status: number, code: string, message: string, requestId: string, reason?: string) {
    super(message)
    this.status = status
    this.code = code
    this.requestId = requestId
    this.reason = reason
  }
}

interface ErrorBody {
  readonly error_code?: string
  readonly error_msg?: string
  readonly encoded_authorization_message?: string
  readonly error?: { readonly message?: string; readonly title?: string }
}

/** Reads an error answer. */
export async function failureOf(answer: Response): Promise<ApiFailure> {
  const text = await answer.text()
  return failureIn(answer.status, answer.headers.get('x-request-id') ?? '', text)
}

/** The same from an answer's text. */
export function failureIn(status: number, requestId: string, text: string): ApiFailure {
  let body: ErrorBody = {}
  try {
    body = JSON.parse(text) as ErrorBody
  } catch {
    // Something between us and the server answered.
  }
  return new ApiFailure(
    status,
    body.error_code ?? body.error?.title ?? '',
    body.error_msg ?? body.error?.message ?? text.slice(0, 500),
    requestId,
    body.encoded_authorization_message,
  )
}
