import { createEnterpriseProject, listEnterpriseProjects } from '../../iam/principals/enterprise-projects.ts'
import { createProject, listProjects } from '../../iam/principals/projects.ts'
import { words } from '../words.ts'
import { adminCommand, needed, text } from './run-admin.ts'

const { adminOptions: options } = words.cli

/** `muster admin project …` */
export const projectCommands = {
  create: adminCommand('create', { name: needed(options.name) }, ({ database, account, required }) =>
    createProject(database, account.id, required('name')),
  ),
  list: adminCommand('list', {}, ({ database, account }) => listProjects(database, account.id)),
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
