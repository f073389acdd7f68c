/** The first so many characters of a text: code points, as the contract counts. */
export const cut = (text: string, length: number): string => Array.from(text).slice(0, length).join('')
