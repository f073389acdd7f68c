/** The words of a name in any spelling: `user_name`, `x-idempotency-key`, `ExportUsersNew`. */
export function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase())
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

/** `user_name` → `UserName`. */
export const pascalCase = (name: string): string => wordsOf(name).map(capital).join('')

/** `user_name` → `userName`. */
export const camelCase = (name: string): string =>
  wordsOf(name)
    .map((word, index) => (index === 0 ? word : capital(word)))
    .join('')

/** `ExportUsersNew` → `export_users_new`. */
export const snakeCase = (name: string): string => wordsOf(name).join('_')

/** The English singular of the plurals that APIs have: `users` → `user`, `policies` → `policy`, `addresses` → `address`. */
export function singular(word: string): string {
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  if (/(ss|sh|ch|x)es$/.test(word)) return word.slice(0, -2)
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word
}
