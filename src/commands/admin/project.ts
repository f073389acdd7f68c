import { limitsOfSettings, setProjectLimits } from '../../exports/project-limits.ts'
import { createEnterpriseProject, listEnterpriseProjects } from '../../iam/principals/enterprise-projects.ts'
import { createProject, listProjects } from '../../iam/principals/projects.ts'
import { wholeNumber } from '../option-values.ts'
import { words } from '../words.ts'
import { projectId } from './find.ts'
import { type Admin, adminCommand, needed, text } from './run-admin.ts'

const { adminOptions: options } = words.cli

/** A limit as it is given: a number, or `default` for that of the settings (null). */
function limitOf({ option }: Admin, name: string, most: number): number | null | undefined {
  const given = option(name)
  if (given === undefined) return undefined
  if (given === 'default') return null
  return wholeNumber(name, given, most)
}

/** `muster admin project …` */
export const projectCommands = {
  create: adminCommand('create', { name: needed(options.name) }, ({ database, account, required }) =>
    createProject(database, account.id, required('name')),
  ),
  list: adminCommand('list', {}, ({ database, account }) => listProjects(database, account.id)),
  limit: adminCommand(
    'limit',
    {
      project: needed(options.project),
      exports: text(options.mostExports),
      'stored-bytes': text(options.mostStoredBytes),
    },
    async (admin) =>
      setProjectLimits(
        admin.database,
        await projectId(admin, admin.required('project')),
        {
          exports: limitOf(admin, 'exports', 2 ** 31 - 1),
          storedBytes: limitOf(admin, 'stored-bytes', Number.MAX_SAFE_INTEGER),
        },
        limitsOfSettings(admin.settings),
      ),
  ),
}

/** `muster admin enterprise-project …` */
export const enterpriseProjectCommands = {
  create: adminCommand(
    'create',
    { name: needed(options.name), description: text(options.description) },
    ({ database, account, required, option }) =>
      createEnterpriseProject(database, account.id, {
        name: required('name'),
        description: option('description'),
      }),
  ),
  list: adminCommand('list', {}, ({ database, account }) => listEnterpriseProjects(database, account.id)),
}
