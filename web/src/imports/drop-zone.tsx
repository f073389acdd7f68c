import { Button, Flex, Typography } from 'antd'
import { type DragEvent, useRef, useState } from 'react'

import { useFormat } from '../parts/format.ts'
import { importTexts } from '../words/imports.ts'
import { useTexts } from '../words/pair.ts'
import './imports.css'

interface Props {
  readonly file: File | null
  onFile(file: File): void
}

/** Takes a file: dropped here, or chosen by mouse or keyboard. */
export function DropZone({ file, onFile }: Props) {
  const words = useTexts(importTexts)
  const { bytes } = useFormat()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const drag = (event: DragEvent, isOver: boolean) => {
    // Without this the browser would leave the page and open the file.
    event.preventDefault()
    setOver(isOver)
  }
  const drop = (event: DragEvent) => {
    drag(event, false)
    const dropped = event.dataTransfer.files[0]
    if (dropped !== undefined) onFile(dropped)
  }
  return (
    <Flex
      vertical
      gap={8}
      align="center"
      className={over ? 'drop-zone drop-over' : 'drop-zone'}
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => drag(event, false)}
      onDrop={drop}
    >
      {file === null ? (
        <span>{words.drop}</span>
      ) : (
        <Typography.Text strong style={{ overflowWrap: 'anywhere' }}>
          {`${file.name} · ${bytes(file.size)}`}
        </Typography.Text>
      )}
      <Button onClick={() => input.current?.click()}>{file === null ? words.choose : words.other}</Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={words.file}
        accept=".xlsx,.csv,.txt"
        onChange={({ target }) => {
          const chosen = target.files?.[0]
          if (chosen !== undefined) onFile(chosen)
          // The same file, mended, is to be a change as well.
          target.value = ''
        }}
      />
    </Flex>
  )
}
