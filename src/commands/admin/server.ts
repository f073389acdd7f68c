import path from 'node:path'

import type pg from 'pg'

import { connectedServers } from '../../database/connected-servers.ts'
import { rotateToGivenKey, rotateToMadeKey } from '../../iam/rotate-master-key.ts'
import { ReasonKeys } from '../../iam/refusal/reason-keys.ts'
import { UsageError } from '../run.ts'
import { words } from '../words.ts'
import { type Admin, adminCommand, text } from './run-admin.ts'

const { adminOptions: options } = words.cli

/** A process that goes on with the old key could open nothing any more. */
async function refuseRunningServers(pool: pg.Pool): Promise<void> {
  const running = await connectedServers(pool)
  if (running > 0) throw new Error(words.cli.adminServersRun(running))
}

const reasonKeys = ({ database, masterKey }: Admin) => new ReasonKeys(database, masterKey)

/** `muster admin server …`: the keys of the server itself, which belong to no account. */
export const serverCommands = {
  'rotate-master-key': adminCommand(
    'rotate-master-key',
    { 'new-key': text(options.newKey) },
    async ({ pool, masterKey, settings, secret }) => {
      await refuseRunningServers(pool)
      const given = await secret('new-key')
      if ((settings.MUSTER_MASTER_KEY === undefined) !== (given === undefined))
        throw new UsageError(
          given === undefined ? words.cli.adminNewKeyNeeded : words.cli.adminNewKeyNotNeeded,
        )
      return given === undefined
        ? await rotateToMadeKey(pool, masterKey, path.resolve(settings.MUSTER_DATA_DIR))
        : await rotateToGivenKey(pool, masterKey, given)
    },
  ),
  'rotate-refusal-key': adminCommand(
    'rotate-refusal-key',
    { remove: text(options.removeRefusalKey) },
    async (admin) => {
      const remove = admin.option('remove')
      if (remove === undefined) return { id: (await reasonKeys(admin).rotate()).id }
      if (!/^\d{1,9}$/.test(remove) || !(await reasonKeys(admin).remove(Number(remove))))
        throw new Error(words.cli.adminNoRetiredKey(remove))
    },
  ),
  'refusal-keys': adminCommand('refusal-keys', {}, (admin) => reasonKeys(admin).list()),
}
