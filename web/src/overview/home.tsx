import { Skeleton } from 'antd'
import { Navigate } from 'react-router'

import { usePermissions } from '../api/permissions.ts'

/** Where one arrives: at the overview, or where there is something to see without it. */
export default function Home() {
  const { known, may } = usePermissions()
  if (!known) return <Skeleton active style={{ padding: 24 }} />
  return <Navigate to={may('workspace:users:list') ? '/overview' : '/access'} replace />
}
