import { desktopNumbers, setDesktopNumbers } from '../../directory/desktops.ts'
import { flag, wholeNumber } from '../option-values.ts'
import { words } from '../words.ts'
import { projectId } from './find.ts'
import { type Admin, adminCommand, needed, text } from './run-admin.ts'

const { adminOptions: options } = words.cli

const MOST = 2 ** 31 - 1

const which = {
  project: needed(options.project),
  user: needed(options.desktopUser),
  domain: text(options.domain),
}

async function find(admin: Admin) {
  const project = await projectId(admin, admin.required('project'))
  const user = { idOrName: admin.required('user'), domain: admin.option('domain') ?? '' }
  return { project, user: await desktopNumbers(admin.database, project, user) }
}

/** `muster admin desktop-user …`: what the directory keeps of desktops, which are not its own. */
export const desktopUserCommands = {
  show: adminCommand('show', which, async (admin) => (await find(admin)).user),
  set: adminCommand(
    'set',
    {
      ...which,
      desktops: text(options.desktops),
      'share-space-subscription': text(options.subscription),
      'share-space-desktops': text(options.shareSpaceDesktops),
    },
    async (admin) => {
      const count = (name: string) => {
        const given = admin.option(name)
        return given === undefined ? undefined : wholeNumber(name, given, MOST)
      }
      const numbers = {
        total_desktops: count('desktops'),
        share_space_subscription: flag('share-space-subscription', admin.option('share-space-subscription')),
        share_space_desktops: count('share-space-desktops'),
      }
      const { project, user } = await find(admin)
      return await setDesktopNumbers(admin.database, project, user.id, numbers)
    },
  ),
}
