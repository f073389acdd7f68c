import { Button, Flex, Input, type InputRef, Popover, Tag } from 'antd'
import { type ReactNode, useEffect, useRef, useState } from 'react'

import type { UserFilter } from './filter.ts'
import { useSlash } from '../parts/slash.ts'
import { useTexts } from '../words/pair.ts'
import { userTexts } from '../words/users.ts'
import { useChips } from './chips.ts'
import { without } from './filter.ts'
import { FilterForm } from './filter-form.tsx'

interface Props {
  readonly filter: UserFilter
  onChange(filter: UserFilter): void
  /** What else stands in the bar. */
  readonly children?: ReactNode
}

/** Waits for the end of a word before it asks. */
const PAUSE = 250

/** What the list is narrowed to: a name, more filters, and all of them as chips that read like a sentence. */
export function FilterBar({ filter, onChange, children }: Props) {
  const words = useTexts(userTexts)
  const chips = useChips(filter)
  const [open, setOpen] = useState(false)
  return (
    <Flex vertical gap={8} style={{ marginBottom: 12 }}>
      <Flex gap={8} wrap>
        <NameSearch
          name={filter.user_name ?? ''}
          onChange={(name) => onChange({ ...filter, user_name: name || undefined })}
        />
        <Popover
          open={open}
          onOpenChange={setOpen}
          trigger="click"
          placement="bottomLeft"
          destroyOnHidden
          content={
            <FilterForm
              filter={filter}
              onApply={(next) => {
                setOpen(false)
                onChange(next)
              }}
            />
          }
        >
          <Button aria-expanded={open}>{words.filters}</Button>
        </Popover>
        {children}
      </Flex>
      {chips.length === 0 ? null : (
        <fieldset className="plain chips" aria-label={words.filter}>
          {chips.map(({ name, text }) => (
            <Tag
              key={name}
              closable={{ 'aria-label': words.remove(text) }}
              onClose={() => onChange(without(filter, [name]))}
            >
              {text}
            </Tag>
          ))}
          <Button type="link" size="small" onClick={() => onChange({})}>
            {words.clear}
          </Button>
        </fieldset>
      )}
    </Flex>
  )
}

function NameSearch({ name, onChange }: { name: string; onChange: (name: string) => void }) {
  const words = useTexts(userTexts)
  const input = useRef<InputRef>(null)
  const [text, setText] = useState(name)
  const [told, setTold] = useState(name)
  useSlash(() => input.current?.focus({ cursor: 'all' }))
  // The filter was changed elsewhere: by a chip, or by the browser's Back.
  if (told !== name) {
    setTold(name)
    setText(name)
  }
  useEffect(() => {
    if (text === name) return
    const timer = setTimeout(() => {
      setTold(text)
      onChange(text)
    }, PAUSE)
    return () => clearTimeout(timer)
  }, [text, name, onChange])
  return (
    <Input
      ref={input}
      allowClear
      style={{ maxWidth: 320 }}
      maxLength={255}
      aria-label={words.search}
      placeholder={words.search}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  )
}
