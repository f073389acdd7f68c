/** Constant XML, and where it stood last: a match to there is emitted, not searched. */

import { repeat } from './tokens'
import { Window, copyText } from './window'

@unmanaged
export class Piece {
  length: u32
  /** Where it stood last in the window; 0: nowhere. */
  last: usize
  /** The piece made before. */
  previous: usize
  /** Keeps the text, which follows, aligned. */
  padding: u32
}

const TEXT = <usize>offsetof<Piece>()
let newest: usize = 0

/** Room for a piece. @returns its address; its text is to be written 16 bytes behind */
export function allocatePiece(length: u32): usize {
  const address = heap.alloc(TEXT + ((length + 31) & ~15))
  const piece = changetype<Piece>(address)
  piece.length = length
  piece.last = 0
  piece.previous = newest
  newest = address
  return address
}

export function textOf(address: usize): usize {
  return address + TEXT
}

export function put(address: usize): void {
  const piece = changetype<Piece>(address)
  const at = Window.at
  const length = <usize>piece.length
  copyText(address + TEXT, at, length)
  repeat(at, length, piece.last)
  piece.last = at
  Window.at = at + length
}

/** The window's bytes have moved down by so many. */
export function movePieces(bytes: isize): void {
  for (let address = newest; address !== 0; address = changetype<Piece>(address).previous) {
    const piece = changetype<Piece>(address)
    piece.last = moved(piece.last, bytes)
  }
}

/** Where a place in the window is after its bytes have moved down; what has left it is nowhere. */
export function moved(place: usize, bytes: isize): usize {
  return place !== 0 && <isize>place > bytes ? place - bytes : 0
}

export function forgetPieces(): void {
  for (let address = newest; address !== 0; address = changetype<Piece>(address).previous) {
    changetype<Piece>(address).last = 0
  }
}
