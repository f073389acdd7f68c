import type { UserFilter } from './filter.ts'
import { useDictionary } from '../words/dictionary.ts'
import { useTexts } from '../words/pair.ts'
import { userTexts } from '../words/users.ts'
import type { FilterName } from './filter.ts'
import { filterWords } from './filter-words.ts'

export interface Chip {
  readonly name: FilterName
  readonly text: string
}

/** A filter, part by part, in the words of the sentence that workbooks and the export centre have. */
export function useChips(filter: UserFilter): Chip[] {
  const dictionary = useDictionary()
  const own = useTexts(userTexts).chips
  const wordsOf = (name: FilterName): string => {
    switch (name) {
      case 'group_name':
        return own.group_name(filter.group_name ?? '')
      case 'domain':
        return own.domain(filter.domain ?? '')
      case 'disabled':
        return filter.disabled === true ? own.disabled : own.notDisabled
      case 'platform_type':
        return own.platform_type(filter.platform_type ?? '')
      default:
        return filterWords({ [name]: filter[name] }, dictionary)
    }
  }
  return (Object.keys(filter) as FilterName[]).map((name) => ({ name, text: wordsOf(name) }))
}
