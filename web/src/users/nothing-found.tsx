import { Button, Empty, Flex } from 'antd'

import type { UserFilter } from './filter.ts'
import { useTexts } from '../words/pair.ts'
import { userTexts } from '../words/users.ts'
import { useChips } from './chips.ts'
import { without } from './filter.ts'

interface Props {
  readonly filter: UserFilter
  onChange(filter: UserFilter): void
}

/** No user is shown: because there is none, or because of the filter, which can be relaxed part by part. */
export function NothingFound({ filter, onChange }: Props) {
  const words = useTexts(userTexts)
  const chips = useChips(filter)
  if (chips.length === 0) {
    return (
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words.first}>
        {words.firstHint}
      </Empty>
    )
  }
  return (
    <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words.nothing}>
      <Flex vertical gap={8} align="center">
        {words.relax}
        {chips.map(({ name, text }) => (
          <Button key={name} size="small" onClick={() => onChange(without(filter, [name]))}>
            {words.remove(text)}
          </Button>
        ))}
      </Flex>
    </Empty>
  )
}
