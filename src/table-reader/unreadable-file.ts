/** The file is none that is read here; the message is a sentence that says what is wrong and what to do. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile'
}
