/** The fields of one object, a line each. */
export const linesOf = (answer: object): object[] =>
  Object.entries(answer).map(([field, value]) => ({ field, value: value as unknown }))
