import { signRequest } from '../iam/signature/sign.ts'

/** Where the API is (its base URL, such as `http://127.0.0.1:8080`) and how to call it. */
export type Connection = { readonly endpoint: string } & (
  | { readonly accessKey: string; readonly secretKey: string }
  | { readonly token: string }
)

/** An answer that is no success, as the API tells it. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal'
  readonly status: number
  readonly code: string
  readonly requestId: string

  constructor(status: number, code: string, message: string, requestId: string) {
    super(message)
    this.status = status
    this.code = code
    this.requestId = requestId
  }
}

/** A client of the API that signs every request with SDK-HMAC-SHA256, as the official SDKs do, or sends its token. */
export class ApiClient {
  readonly #connection: Connection

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /**
   * Sends a request and gives the answer as it came.
   *
   * @param path of the API, with its query
   * @param options `bytes`: a body as it is; its hash must be stated in the headers
   * @throws ApiRefusal for a status of 400 or more; TypeError where nobody answers
   */
  async send(
    method: string,
    path: string,
    options: { body?: object; bytes?: Blob; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const connection = this.#connection
    const url = new URL(path, connection.endpoint)
    const body = options.body === undefined ? '' : JSON.stringify(options.body)
    const headers = { 'content-type': 'application/json', ...options.headers }
    const proof =
      'token' in connection
        ? { 'x-auth-token': connection.token }
        : signRequest({ method, url, headers, body }, connection, { date: new Date() })
    const answer = await fetch(url, {
      method,
      headers: { ...headers, ...proof },
      ...(body === '' ? {} : { body }),
      ...(options.bytes === undefined ? {} : { body: options.bytes }),
    })
    if (answer.status >= 400) throw await refusalOf(answer)
    return answer
  }

  /** Sends a request and reads the answer as JSON. */
  async json<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await this.send(method, path, body === undefined ? {} : { body })
    return (await answer.json()) as T
  }
}

async function refusalOf(answer: Response): Promise<ApiRefusal> {
  const requestId = answer.headers.get('x-request-id') ?? ''
  const text = await answer.text()
  try {
    const { error_code: code, error_msg: message } = JSON.parse(text) as Record<string, string>
    return new ApiRefusal(answer.status, code ?? '', message ?? text, requestId)
  } catch {
    return new ApiRefusal(answer.status, '', text || answer.statusText, requestId)
  }
}
