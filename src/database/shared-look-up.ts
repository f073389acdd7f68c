import type { Database } from './connect.ts'

interface Flight {
  readonly current: Promise<unknown>
  next: Promise<unknown> | null
}

const flights = new WeakMap<Database, Map<string, Flight>>()

/**
 * A look-up that callers who ask for the same at the same time share: who asks while one runs waits for the next, which
 * begins after all of them asked. So each sees whatever was committed before it asked, as if it had looked alone (a cache
 * would not show a key that was just disabled), and a busy client costs one statement at a time and not one a request.
 *
 * @param name what is looked up, unique within the database
 * @returns what `look` gave; the result is shared, so nobody may change it
 * @throws whatever `look` throws, to all who share it
 */
export function sharedLookUp<T>(database: Database, name: string, look: () => Promise<T>): Promise<T> {
  const all = flights.get(database) ?? new Map<string, Flight>()
  flights.set(database, all)
  const flight = all.get(name)
  if (flight === undefined) return begin(all, name, look)
  flight.next ??= flight.current.then(
    () => begin(all, name, look),
    () => begin(all, name, look),
  )
  return flight.next as Promise<T>
}

function begin<T>(all: Map<string, Flight>, name: string, look: () => Promise<T>): Promise<T> {
  const current = look().finally(() => {
    if (all.get(name) === flight && flight.next === null) all.delete(name)
  })
  const flight: Flight = { current, next: null }
  all.set(name, flight)
  return current
}
