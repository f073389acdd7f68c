import { useQuery } from '@tanstack/react-query'
import { App as Messages, Button, Dropdown, Flex, Grid, Layout, Select, theme } from 'antd'
import { Link, Outlet, useLocation, useNavigate } from 'react-router'

import { useChosenEnterpriseProject } from '../api/chosen-enterprise-project.ts'
import { useEnterpriseProjects } from '../api/enterprise-projects.ts'
import { usePermissions } from '../api/permissions.ts'
import { ExportWatch } from '../exports/export-watch.tsx'
import { Logo } from '../parts/logo.tsx'
import { PreferenceSwitches } from '../parts/preference-switches.tsx'
import { useWords } from '../session/preferences.tsx'
import { useSession, useSignedIn } from '../session/session.tsx'
import { SignInAgain } from '../session/sign-in-again.tsx'
import { listProjects, signOut } from '../session/sign-in.ts'
import { useTexts } from '../words/pair.ts'
import { places } from '../words/shell.ts'
import './shell.css'

/**
 * Where one can go; the action without which there is nothing to see there, none: for everybody; and whether it is narrowed to
 * the enterprise project that is chosen.
 */
const PLACES = [
  { to: '/overview', name: 'overview', action: 'workspace:users:list', narrowed: true },
  { to: '/users', name: 'users', action: 'workspace:users:list', narrowed: true },
  { to: '/groups', name: 'groups', action: 'workspace:userGroups:list' },
  { to: '/exports', name: 'exports', action: 'workspace:tenants:listExportTasks', narrowed: true },
  { to: '/access', name: 'access' },
  { to: '/explorer', name: 'explorer' },
  { to: '/explorer/signature', name: 'signature' },
  { to: '/docs', name: 'docs' },
] as const

/** The frame around every page: where one can go, which project calls are about, who is signed in. */
export default function Shell() {
  const words = useWords().shell
  const { token } = theme.useToken()
  const { lg: wide = false } = Grid.useBreakpoint()
  const colors = { background: token.colorBgContainer, borderColor: token.colorBorderSecondary }
  return (
    <Messages className="shell-messages">
      <ExportWatch>
        <Layout className="shell">
          <a className="skip" href="#content">
            {words.skip}
          </a>
          <Layout.Header className="shell-top" style={colors}>
            <Logo />
            {wide ? <span className="shell-space" /> : <Places />}
            <Flex align="center" justify="end" gap={8} wrap className="shell-who">
              <ProjectChoice />
              <EnterpriseProjectChoice />
              <PreferenceSwitches />
              <WhoAmI />
            </Flex>
          </Layout.Header>
          <Layout className="shell-body">
            {wide ? (
              <Layout.Sider className="shell-side" width={176} style={colors}>
                <Places />
              </Layout.Sider>
            ) : null}
            <Layout.Content id="content" className="shell-content">
              <Outlet />
            </Layout.Content>
          </Layout>
        </Layout>
        <SignInAgain />
      </ExportWatch>
    </Messages>
  )
}

function Places() {
  const words = useWords().shell
  const names = useTexts(places)
  const { pathname } = useLocation()
  const { known, may } = usePermissions()
  const { along } = useChosenEnterpriseProject()
  const open = PLACES.filter((place) => !('action' in place) || (known && may(place.action)))
  const here = open.findLast(({ to }) => pathname === to || pathname.startsWith(`${to}/`))
  return (
    <nav aria-label={words.menu} className="shell-nav">
      {open.map(({ to, name, ...place }) => (
        <Link
          key={to}
          to={'narrowed' in place ? along(to) : to}
          aria-current={to === here?.to ? 'page' : undefined}
        >
          {names[name]}
        </Link>
      ))}
    </nav>
  )
}

function ProjectChoice() {
  const words = useWords().shell
  const session = useSignedIn()
  const { chooseProject } = useSession()
  const { data = [] } = useQuery({
    queryKey: ['projects', session.token],
    queryFn: () => listProjects(session.token),
  })
  return (
    <Select
      aria-label={words.project}
      size="small"
      style={{ minWidth: 110 }}
      value={session.project?.id ?? null}
      placeholder={words.noProject}
      options={data.map(({ id, name }) => ({ value: id, label: name, title: id }))}
      onChange={(id) => chooseProject(data.find((project) => project.id === id) ?? null)}
    />
  )
}

/** Offered where it narrows something. */
function EnterpriseProjectChoice() {
  const words = useTexts(places)
  const projects = useEnterpriseProjects()
  const { chosen, choose } = useChosenEnterpriseProject()
  const { pathname } = useLocation()
  const narrowed = PLACES.some((place) => place.to === pathname && 'narrowed' in place)
  if (!narrowed || projects.length === 0) return null
  return (
    <Select
      aria-label={words.enterpriseProject}
      size="small"
      style={{ minWidth: 110, maxWidth: 200 }}
      popupMatchSelectWidth={false}
      value={chosen ?? ''}
      options={[
        { value: '', label: words.allEnterpriseProjects },
        ...projects.map(({ id, name }) => ({ value: id, label: name, title: id })),
      ]}
      onChange={(id) => choose(id === '' ? undefined : id)}
    />
  )
}

function WhoAmI() {
  const words = useWords().shell
  const session = useSignedIn()
  const { end } = useSession()
  const navigate = useNavigate()
  const leave = async () => {
    await signOut(session)
    end()
    await navigate('/sign-in')
  }
  const menu = { items: [{ key: 'out', label: words.signOut }], onClick: () => void leave() }
  return (
    <Dropdown trigger={['click']} menu={menu}>
      <Button size="small">{`${session.account.name}/${session.user.name}`}</Button>
    </Dropdown>
  )
}
