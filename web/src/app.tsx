import { Skeleton } from 'antd'
import { Suspense, lazy } from 'react'
import { Navigate, Route, Routes } from 'react-router'

import { SignInPage } from './sign-in/sign-in-page.tsx'
import { useSession } from './session/session.tsx'

// What comes after the signing in is loaded after it.
const Shell = lazy(() => import('./shell/shell.tsx'))
const ExplorerPage = lazy(() => import('./explorer/explorer-page.tsx'))
const SignaturePage = lazy(() => import('./signature/signature-page.tsx'))
const DocsPage = lazy(() => import('./docs/docs-page.tsx'))

/** The pages by their addresses. Who is not signed in signs in first, and goes on to where he wanted. */
export function App() {
  const { session } = useSession()
  return (
    <Suspense fallback={<Skeleton active style={{ padding: 48 }} />}>
      <Routes>
        <Route path="/sign-in" element={<SignInPage />} />
        {session === null ? (
          <Route path="*" element={<SignInPage />} />
        ) : (
          <Route element={<Shell />}>
            <Route path="/explorer" element={<ExplorerPage />} />
            <Route path="/explorer/signature" element={<SignaturePage />} />
            <Route path="/explorer/:operation" element={<ExplorerPage />} />
            <Route path="/docs/*" element={<DocsPage />} />
            <Route path="*" element={<Navigate to="/explorer/ExportUsersNew" replace />} />
          </Route>
        )}
      </Routes>
    </Suspense>
  )
}
