import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'

import { worthRetrying } from './api/call.ts'
import { App } from './app.tsx'
import { PreferencesProvider } from './session/preferences.tsx'
import { SessionProvider } from './session/session.tsx'
import './main.css'

const queries = new QueryClient({
  defaultOptions: { queries: { retry: worthRetrying, refetchOnWindowFocus: false } },
})
const root = document.querySelector('#root')
if (root === null) throw new Error('The document has no place for the page')

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <PreferencesProvider>
        <SessionProvider>
          <BrowserRouter>
            <App />
          </BrowserRouter>
        </SessionProvider>
      </PreferencesProvider>
    </QueryClientProvider>
  </StrictMode>,
)
