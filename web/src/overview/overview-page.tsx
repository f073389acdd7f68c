import { useQuery } from '@tanstack/react-query'
import { Empty, Skeleton } from 'antd'
import { Link } from 'react-router'

import { useCall } from '../api/call.ts'
import { useChosenEnterpriseProject } from '../api/chosen-enterprise-project.ts'
import { useEnterpriseProjects } from '../api/enterprise-projects.ts'
import { usePermissions } from '../api/permissions.ts'
import { listTasks } from '../exports/export-task.ts'
import { Bars } from '../parts/bars.tsx'
import { FailureNotice } from '../parts/failure-notice.tsx'
import { useFormat } from '../parts/format.ts'
import { Page } from '../parts/page.tsx'
import { useSignedIn } from '../session/session.tsx'
import { useDictionary } from '../words/dictionary.ts'
import { overviewTexts } from '../words/overview.ts'
import { useTexts } from '../words/pair.ts'
import { type Statistics, byDay, byMonth, readStatistics } from './statistics.ts'

/** What an administrator wants to know first, each question with its numbers. */
export default function OverviewPage() {
  const words = useTexts(overviewTexts)
  const { count } = useFormat()
  const call = useCall()
  const { project } = useSignedIn()
  const { may } = usePermissions()
  const { chosen } = useChosenEnterpriseProject()
  const { data, error, refetch } = useQuery({
    queryKey: ['statistics', project?.id, chosen],
    queryFn: () => readStatistics(call, chosen),
  })
  return (
    <Page
      title={
        <>
          {words.title}{' '}
          <small className="count">
            {data === undefined ? '' : `${count(data.total_count)} ${words.users}`}
          </small>
        </>
      }
    >
      <FailureNotice error={error} retry={() => void refetch()} />
      <div className="bars-grid">
        {data === undefined ? (
          error === null ? (
            <Skeleton active />
          ) : null
        ) : data.total_count === 0 ? (
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words.first}>
            <Link to="/users">{words.toUsers}</Link>
          </Empty>
        ) : (
          <>
            <UserBars statistics={data} />
            <CreatedBars statistics={data} />
          </>
        )}
        {may('workspace:tenants:listExportTasks') ? <ExportBars /> : null}
      </div>
    </Page>
  )
}

/** More enterprise projects than this are summed up. */
const SHOWN = 10

function UserBars({ statistics }: { statistics: Statistics }) {
  const words = useTexts(overviewTexts)
  const { users } = useDictionary()
  const { count } = useFormat()
  const projects = useEnterpriseProjects()
  const { along } = useChosenEnterpriseProject()
  const { status, active_type: types, enterprise_projects: places } = statistics
  const headings = { label: words.what, count: words.count }
  const nameOf = (id: string) => projects.find((project) => project.id === id)?.name ?? id
  const sorted = places.toSorted((one, other) => other.user_count - one.user_count)
  const rest = sorted.slice(SHOWN)
  return (
    <>
      <Bars
        title={words.status}
        caption={words.statusText}
        headings={headings}
        bars={(['NORMAL', 'LOCKED', 'DISABLED', 'EXPIRED'] as const).map((key) => {
          const label = users.statuses[key.toLowerCase() as 'normal' | 'locked' | 'disabled' | 'expired']
          // The list can be narrowed to the disabled; it has no filter of the others.
          const shown = key === 'DISABLED' ? <Link to={along('/users?disabled=true')}>{label}</Link> : label
          return { key, label: shown, count: status[key] }
        })}
      />
      <Bars
        title={words.activation}
        caption={words.activationText}
        headings={headings}
        bars={(['USER_ACTIVATE', 'ADMIN_ACTIVATE'] as const).map((key) => ({
          key,
          label: <Link to={along(`/users?active_type=${key}`)}>{users.activeTypes[key]}</Link>,
          count: types[key],
        }))}
      />
      <Bars
        title={words.projects}
        caption={words.projectsText}
        headings={headings}
        bars={[
          ...sorted.slice(0, SHOWN).map(({ enterprise_project_id: id, user_count }) => ({
            key: id,
            label: <Link to={`/users?enterprise_project_id=${encodeURIComponent(id)}`}>{nameOf(id)}</Link>,
            count: user_count,
          })),
          ...(rest.length === 0
            ? []
            : [
                {
                  key: 'rest',
                  label: words.others(count(rest.length)),
                  count: rest.reduce((sum, { user_count }) => sum + user_count, 0),
                },
              ]),
        ]}
      />
    </>
  )
}

const MONTHS = 12

function CreatedBars({ statistics }: { statistics: Statistics }) {
  const words = useTexts(overviewTexts)
  const { month: format } = useFormat()
  const { before, months } = byMonth(statistics.created, MONTHS)
  return (
    <Bars
      title={words.created}
      caption={words.createdText}
      headings={{ label: words.month, count: words.count }}
      bars={[
        ...(before === 0 ? [] : [{ key: 'before', label: words.before, count: before }]),
        ...months.map(({ month, count }) => ({
          key: month.toISOString(),
          label: format(month.getTime()),
          count,
        })),
      ]}
    />
  )
}

const DAYS = 14

function ExportBars() {
  const words = useTexts(overviewTexts)
  const { day: format } = useFormat()
  const call = useCall()
  const { project } = useSignedIn()
  const { chosen } = useChosenEnterpriseProject()
  const { data, error, dataUpdatedAt } = useQuery({
    queryKey: ['export-tasks', project?.id, 'newest', chosen],
    queryFn: () => listTasks(call, { limit: 100, enterprise_project_id: chosen }),
  })
  if (data === undefined) return error === null ? <Skeleton active /> : <FailureNotice error={error} />
  const exports = data.export_tasks.filter(({ task_type }) => task_type !== 'IMPORT')
  return (
    <Bars
      title={words.exports}
      caption={words.exportsText}
      headings={{ label: words.day, count: words.tasks }}
      bars={byDay(
        exports.map((task) => task.create_time),
        DAYS,
        new Date(dataUpdatedAt),
      ).map(({ day, count }) => ({ key: day.toISOString(), label: format(day.getTime()), count }))}
    />
  )
}
