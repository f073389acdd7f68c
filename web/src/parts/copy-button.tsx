import { Button } from 'antd'
import { useState } from 'react'

import { useWords } from '../session/preferences.tsx'

/** Copies a text to the clipboard, also on plain HTTP, where browsers keep the clipboard's API from pages. */
export function CopyButton({ text, label }: { text: string; label?: string }) {
  const words = useWords().explorer
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    if (navigator.clipboard === undefined) copyBySelection(text)
    else await navigator.clipboard.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), 1500)
  }
  return (
    <Button size="small" onClick={() => void copy()} aria-live="polite">
      {copied ? words.copied : (label ?? words.copy)}
    </Button>
  )
}

function copyBySelection(text: string): void {
  const area = document.createElement('textarea')
  area.value = text
  document.body.append(area)
  area.select()
  document.execCommand('copy')
  area.remove()
}
