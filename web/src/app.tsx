import { Skeleton } from 'antd'
import { Suspense, lazy } from 'react'
import { Route, Routes } from 'react-router'

import { SignInPage } from './sign-in/sign-in-page.tsx'
import { useSession } from './session/session.tsx'

// What comes after the signing in is loaded after it.
const Shell = lazy(() => import('./shell/shell.tsx'))
const Home = lazy(() => import('./overview/home.tsx'))
const OverviewPage = lazy(() => import('./overview/overview-page.tsx'))
const GroupsPage = lazy(() => import('./groups/groups-page.tsx'))
const UsersPage = lazy(() => import('./users/users-page.tsx'))
const ImportPage = lazy(() => import('./imports/import-page.tsx'))
const ExportsPage = lazy(() => import('./exports/exports-page.tsx'))
const AccessPage = lazy(() => import('./access/access-page.tsx'))
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
            <Route path="/overview" element={<OverviewPage />} />
            <Route path="/groups" element={<GroupsPage />} />
            <Route path="/users" element={<UsersPage />} />
            <Route path="/users/import" element={<ImportPage />} />
            <Route path="/exports" element={<ExportsPage />} />
            <Route path="/access" element={<AccessPage />} />
            <Route path="/access/:tab" element={<AccessPage />} />
            <Route path="/explorer" element={<ExplorerPage />} />
            <Route path="/explorer/signature" element={<SignaturePage />} />
            <Route path="/explorer/:operation" element={<ExplorerPage />} />
            <Route path="/docs/*" element={<DocsPage />} />
            <Route path="*" element={<Home />} />
          </Route>
        )}
      </Routes>
    </Suspense>
  )
}
