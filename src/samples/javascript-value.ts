import { layout } from './layout.ts'
import { literals } from './literals.ts'

const { javascript: text } = literals

/** A JSON value as a JavaScript expression. */
export function javascriptValue(plain: unknown): string {
  if (typeof plain === 'string') return text(plain)
  if (Array.isArray(plain)) return layout('[', plain.map(javascriptValue), ']', { pad: '  ' })
  if (typeof plain !== 'object' || plain === null) return JSON.stringify(plain)
  const entries = Object.entries(plain).map(([key, value]) => `${keyOf(key)}: ${javascriptValue(value)}`)
  return layout('{', entries, '}', { pad: '  ', space: ' ' })
}

function keyOf(key: string): string {
  // Otherwise it would name the object's prototype.
  if (key === '__proto__') return '["__proto__"]'
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : text(key)
}
