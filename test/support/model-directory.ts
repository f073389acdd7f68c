/** What the directory should hold, in the plainest way: maps of what was sent. */
export interface ModelUser {
  id: string
  name: string
  domain: string
  description: string | null
  activeType: 'USER_ACTIVATE' | 'ADMIN_ACTIVATE'
  locked: boolean
  disabled: boolean
  desktops: number
}

export interface ModelGroup {
  id: string
  name: string
  description: string
  members: Set<string>
}

/** A directory in memory, with the rules of the contract (workspace.md, sections 3 and 4) and no more. */
export class ModelDirectory {
  readonly users = new Map<string, ModelUser>()
  readonly groups = new Map<string, ModelGroup>()

  hasName(name: string, domain: string): boolean {
    return [...this.users.values()].some(
      (user) => fold(user.name) === fold(name) && fold(user.domain) === fold(domain),
    )
  }

  hasGroup(name: string, except?: string): boolean {
    return [...this.groups.values()].some((group) => group.id !== except && fold(group.name) === fold(name))
  }

  deleteUsers(ids: readonly string[]): boolean {
    const users = ids.map((id) => this.users.get(id))
    if (users.some((user) => user === undefined || user.desktops > 0)) return false
    for (const id of ids) {
      this.users.delete(id)
      for (const { members } of this.groups.values()) members.delete(id)
    }
    return true
  }

  /** In the order of lists: lower-cased name in code-point order, then ID. */
  sorted(users: Iterable<ModelUser> = this.users.values()): ModelUser[] {
    return [...users].toSorted((a, b) => byCodePoints(fold(a.name), fold(b.name)) || byCodePoints(a.id, b.id))
  }

  groupNames(userId: string): string[] {
    const groups = [...this.groups.values()].filter(({ members }) => members.has(userId))
    return groups.map(({ name }) => name).toSorted((a, b) => byCodePoints(fold(a), fold(b)))
  }
}

export const fold = (text: string): string => text.toLowerCase()

/** UTF-16 has the same order for all that the tests write. */
const byCodePoints = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
