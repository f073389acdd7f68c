import { type CommandDef, defineCommand } from 'citty'

import { words } from '../words.ts'
import { accountCommands } from './account.ts'
import { desktopUserCommands } from './desktop-user.ts'
import { grantCommands } from './grant.ts'
import { groupCommands } from './group.ts'
import { keyCommands } from './key.ts'
import { policyCommands } from './policy.ts'
import { enterpriseProjectCommands, projectCommands } from './project.ts'
import { serverCommands } from './server.ts'
import { userCommands } from './user.ts'
import { webhookCommands } from './webhook.ts'

const noun = (name: keyof typeof words.cli.adminNouns, subCommands: Record<string, CommandDef>) =>
  defineCommand({
    meta: { name, description: words.cli.adminNouns[name] },
    subCommands: Object.fromEntries(
      Object.entries(subCommands).map(([verb, command]) => [verb, knowing(name, command)]),
    ),
  })

/** A command that knows which noun it stands under, for the audit trail. */
const knowing = (name: string, command: CommandDef): CommandDef => ({
  ...command,
  run: (context) => command.run?.({ ...context, data: name }),
})

/** `muster admin NOUN VERB`: who may call, and what they may do (contract, iam.md section 3). */
export const admin = defineCommand({
  meta: { name: 'admin', description: words.cli.admin },
  subCommands: {
    account: noun('account', accountCommands),
    user: noun('user', userCommands),
    group: noun('group', groupCommands),
    key: noun('key', keyCommands),
    policy: noun('policy', policyCommands),
    grant: noun('grant', grantCommands),
    project: noun('project', projectCommands),
    'enterprise-project': noun('enterprise-project', enterpriseProjectCommands),
    'desktop-user': noun('desktop-user', desktopUserCommands),
    webhook: noun('webhook', webhookCommands),
    server: noun('server', serverCommands),
  },
})
