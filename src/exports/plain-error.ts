/** An error as it can be sent out of a thread: a structured clone of one loses its code. */
export interface PlainError {
  readonly name: string
  readonly message: string
  readonly stack: string
  readonly code?: string
}

export function plainError({ name, message, stack = '', code }: Error & { code?: string }): PlainError {
  return { name, message, stack, ...(code === undefined ? {} : { code }) }
}

export const reviveError = ({ stack, ...error }: PlainError): Error =>
  Object.assign(new Error(error.message), error, { stack })
