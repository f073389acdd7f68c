import { useState, useSyncExternalStore } from 'react'

/**
 * The rows of a table that are chosen, on whatever page. It stands beside React's tree: what shows the choice follows it, and
 * the table, which took a third of a second to draw anew for 200 rows, does not.
 */
export class Selection<Row extends { readonly id: string }> {
  #rows: readonly Row[] = []
  readonly #followers = new Set<() => void>()

  readonly rows = (): readonly Row[] => this.#rows

  readonly follow = (follower: () => void): (() => void) => {
    this.#followers.add(follower)
    return () => this.#followers.delete(follower)
  }

  has({ id }: Row): boolean {
    return this.#rows.some((row) => row.id === id)
  }

  choose(rows: readonly Row[], chosen: boolean): void {
    const ids = new Set(rows.map(({ id }) => id))
    const others = this.#rows.filter(({ id }) => !ids.has(id))
    this.#rows = chosen ? [...others, ...rows] : others
    for (const follower of this.#followers) follower()
  }

  clear(): void {
    this.choose(this.#rows, false)
  }
}

export function useSelection<Row extends { readonly id: string }>(): Selection<Row> {
  return useState(() => new Selection<Row>())[0]
}

/** What is chosen, as it changes. */
export function useChosen<Row extends { readonly id: string }>(selection: Selection<Row>): readonly Row[] {
  return useSyncExternalStore(selection.follow, selection.rows)
}
