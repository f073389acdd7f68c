/** Every value of an option that may be repeated; citty keeps the last one only. */
export function repeated(rawArgs: readonly string[], name: string): string[] {
  const values: string[] = []
  for (let index = 0; index < rawArgs.length; index++) {
    const argument = rawArgs[index] ?? ''
    if (!argument.startsWith('--')) continue
    const [option = ''] = argument.split('=', 1)
    const value = argument.includes('=') ? argument.slice(option.length + 1) : (rawArgs[++index] ?? '')
    if (option === `--${name}`) values.push(value)
  }
  return values
}
