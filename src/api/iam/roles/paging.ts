import { type Static, Type } from 'typebox'

/** The vendor's paging of roles: without a page there is one, with everything. */
export const paging = {
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  per_page: Type.Integer({ minimum: 1, maximum: 300, default: 300 }),
}

const Paging = Type.Object(paging)

/** The part of a list that a page has. */
export function pageOf<T>(
  items: readonly T[],
  { page, per_page: size }: Static<typeof Paging>,
): readonly T[] {
  return page === undefined ? items : items.slice((page - 1) * size, page * size)
}
