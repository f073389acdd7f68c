import { useSearchParams } from 'react-router'

const NAME = 'enterprise_project_id'

export interface ChosenEnterpriseProject {
  /** Undefined: all that the caller may read. */
  readonly chosen: string | undefined
  choose(id: string | undefined): void
  /** The address of another page that the choice goes along to. */
  along(path: string): string
}

/** The enterprise project that pages are narrowed to. It stands in the address, so that a view can be sent to a colleague. */
export function useChosenEnterpriseProject(): ChosenEnterpriseProject {
  const [search, setSearch] = useSearchParams()
  const chosen = search.get(NAME) ?? undefined
  return {
    chosen,
    choose: (id) => {
      const next = new URLSearchParams(search)
      next.delete('page')
      if (id === undefined) next.delete(NAME)
      else next.set(NAME, id)
      setSearch(next)
    },
    along: (path) =>
      chosen === undefined
        ? path
        : `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams({ [NAME]: chosen }).toString()}`,
  }
}
