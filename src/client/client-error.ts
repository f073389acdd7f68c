import { type Dictionary, dictionary } from '../i18n/dictionary.ts'

type Sentences = Dictionary['client']

/** What a client finds by itself, without the server's saying so; said in English, and in any language by {@link say}. */
export class ClientError<Kind extends keyof Sentences = keyof Sentences> extends Error {
  override readonly name = 'ClientError'
  readonly #kind: Kind
  readonly #values: Parameters<Sentences[Kind]>

  constructor(kind: Kind, ...values: Parameters<Sentences[Kind]>) {
    super((dictionary('en_US').client[kind] as (...given: unknown[]) => string)(...values))
    this.#kind = kind
    this.#values = values
  }

  /** The sentence in the language of a dictionary. */
  say({ client }: Dictionary): string {
    return (client[this.#kind] as (...given: unknown[]) => string)(...this.#values)
  }
}
