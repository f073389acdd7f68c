import type { en_US } from './en_US.ts'

/** Every text in one language, with the shape of the English one and any words. */
export type Dictionary = Words<typeof en_US>

type Words<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : { readonly [K in keyof T]: Words<T[K]> }
