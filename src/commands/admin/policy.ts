import { readFile } from 'node:fs/promises'

import { systemPolicies } from '../../iam/policy/system-policies.ts'
import { createPolicy, deletePolicy, listPolicies, showPolicy } from '../../iam/principals/policies.ts'
import { words } from '../words.ts'
import { policyId } from './find.ts'
import { adminCommand, needed, text } from './run-admin.ts'

const { adminOptions: options } = words.cli
const policy = { policy: needed(options.policy) }

/** `muster admin policy …` */
export const policyCommands = {
  create: adminCommand(
    'create',
    { name: needed(options.name), file: needed(options.file), description: text(options.description) },
    async ({ database, account, required, option }) =>
      createPolicy(database, account.id, {
        name: required('name'),
        description: option('description'),
        document: JSON.parse(await readFile(required('file'), 'utf8')),
      }),
  ),
  list: adminCommand('list', {}, async ({ database, account }) => [
    ...systemPolicies.map(({ id, display_name: name, description }) => ({ id, name, description })),
    ...(await listPolicies(database, account.id)).map(({ id, name, description }) => ({
      id,
      name,
      description,
    })),
  ]),
  show: adminCommand('show', policy, async (admin) => {
    const id = await policyId(admin, admin.required('policy'))
    return (
      systemPolicies.find((system) => system.id === id) ??
      (await showPolicy(admin.database, admin.account.id, id))
    )
  }),
  delete: adminCommand('delete', policy, async (admin) =>
    deletePolicy(admin.database, admin.account.id, await policyId(admin, admin.required('policy'))),
  ),
}
