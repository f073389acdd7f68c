// Builds the pages. Plain JavaScript: with `npm ci --omit=dev` it runs on whatever Node.js there is, and does nothing.
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const resolves = (name) => {
  try {
    return createRequire(import.meta.url).resolve(name)
  } catch {
    return undefined
  }
}

if (resolves('vite/package.json') === undefined) {
  console.log(
    'The pages are not built: the development packages are not installed. The API is complete without them.',
  )
} else {
  const { build } = await import('vite')
  await build({
    configFile: fileURLToPath(new URL('../web/vite.config.ts', import.meta.url)),
    logLevel: 'warn',
  })
}
