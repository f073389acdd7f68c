/** A page of the project's documentation. */
export interface GuidePage {
  readonly name: string
  readonly title: string
  readonly markdown: string
}

const files = {
  ...import.meta.glob<string>('../../../docs/{guides,reference,decisions}/*.md', {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
  ...import.meta.glob<string>('../../../README.md', { query: '?raw', import: 'default', eager: true }),
}

const order = (name: string): number =>
  ['README', 'guides', 'reference', 'decisions'].findIndex((part) => name.startsWith(part))

/** README and what lies in `docs/`, by their headings. */
export const guides: readonly GuidePage[] = Object.entries(files)
  .map(([path, markdown]) => ({
    name: path
      .replace(/^(\.\.\/)+/, '')
      .replace(/^docs\//, '')
      .replace(/\.md$/, ''),
    title: /^# (.+)$/m.exec(markdown)?.[1] ?? path,
    markdown,
  }))
  .filter(({ name }) => name !== 'reference/errors' && name !== 'decisions/README')
  .toSorted((one, other) => order(one.name) - order(other.name))
