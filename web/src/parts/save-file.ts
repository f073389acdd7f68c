/** Hands bytes to the browser as a download. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  // The click has taken the address; the bytes need not stay in memory for ever.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
