/** What JavaScript does for the engine: it is rare, or needs a table that JavaScript keeps. */

/** Index of a text among the shared strings; -1: stands in its cell. */
export declare function intern(xml: usize, length: usize): i32

/** The number in the field `[from, to)`; NaN: it is text. */
export declare function parseNumber(from: usize, to: usize): f64

/** Writes a moment that has no serial as text, at most 32 bytes. @returns their number */
export declare function momentText(seconds: f64, at: usize): usize

/** A text was cut. */
export declare function noteCut(column: u32): void
