import { useQuery } from '@tanstack/react-query'
import { Button, Dropdown, Flex, Layout, Menu, Select, theme } from 'antd'
import { NavLink, Outlet, useLocation, useNavigate } from 'react-router'

import { Logo } from '../parts/logo.tsx'
import { PreferenceSwitches } from '../parts/preference-switches.tsx'
import { useWords } from '../session/preferences.tsx'
import { useSession, useSignedIn } from '../session/session.tsx'
import { listProjects, signOut } from '../session/sign-in.ts'
import './shell.css'

/** The frame around every page: where one can go, which project calls are about, who is signed in. */
export default function Shell() {
  const words = useWords().shell
  const { token } = theme.useToken()
  const { pathname } = useLocation()
  const places = [
    { key: '/explorer', label: words.explorer },
    { key: '/explorer/signature', label: words.signature },
    { key: '/docs', label: words.docs },
  ]
  const here = places.findLast(({ key }) => pathname.startsWith(key))?.key ?? '/explorer'
  const colors = { background: token.colorBgContainer, borderColor: token.colorBorderSecondary }
  return (
    <Layout className="shell">
      <a className="skip" href="#content">
        {words.skip}
      </a>
      <Layout.Header className="shell-top" style={colors}>
        <Logo />
        <nav aria-label={words.menu} className="shell-nav">
          <Menu
            mode="horizontal"
            selectedKeys={[here]}
            items={places.map(({ key, label }) => ({ key, label: <NavLink to={key}>{label}</NavLink> }))}
          />
        </nav>
        <Flex align="center" gap={8} className="shell-who">
          <ProjectChoice />
          <PreferenceSwitches />
          <WhoAmI />
        </Flex>
      </Layout.Header>
      <Layout.Content id="content" className="shell-content">
        <Outlet />
      </Layout.Content>
    </Layout>
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
