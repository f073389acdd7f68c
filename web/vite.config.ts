import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

import { compressed } from './compressed.ts'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), compressed()],
  build: {
    target: 'es2022',
    // As they are: light-dark() taken apart does not follow a scheme that a script sets.
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    // Data URLs would need more of the content security policy than pictures are worth.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
  },
  server: { proxy: { '^/(v1|v2|v3|v5|openapi|readyz)': 'http://127.0.0.1:8080' } },
})
