import { NoContent, operation } from '../../../http/operation.ts'
import { deletePolicy as remove } from '../../../iam/principals/policies.ts'
import { RoleParams } from './role.ts'

/** Deletes a policy of the account's own that nobody has. */
export const deletePolicy = operation({
  id: 'DeleteCustomPolicy',
  tag: 'Identity',
  summary: 'Delete a policy',
  description: 'One that is granted is not deleted: its grants are taken back first.',
  method: 'DELETE',
  url: '/v3.0/OS-ROLE/roles/:role_id',
  access: 'account',
  action: 'iam:roles:deleteRole',
  schema: { params: RoleParams, response: { 200: NoContent } },
  handler: async ({ params, caller, database, reply }) => {
    await remove(database, caller.accountId, params.role_id)
    return await reply.code(200).send()
  },
})
