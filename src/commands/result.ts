/** Prints what a command has done: a sentence on a terminal, JSON elsewhere. */
export function printResult(sentence: string, result: object): void {
  process.stdout.write(`${process.stdout.isTTY ? sentence : JSON.stringify(result)}\n`)
}
