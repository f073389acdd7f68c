import { defineCommand } from 'citty'

import { readSettings } from '../config.ts'
import { loadSample } from '../directory/sample/load-sample.ts'
import { createLog } from '../log.ts'
import { commonArgs } from './common-args.ts'
import { findProject } from './find-project.ts'
import { withDatabase } from './open-database.ts'
import { wholeNumber } from './option-values.ts'
import { ProgressLine } from './progress.ts'
import { printResult } from './result.ts'
import { words } from './words.ts'

const { options } = words.cli

/** Where user names stay within their 32 characters. */
const MOST = 1_000_000_000

/** `muster seed`: fills a project with made-up users, the same for the same seed. */
export const seed = defineCommand({
  meta: { name: 'seed', description: words.cli.seed },
  args: {
    users: { type: 'string', description: options.users, valueHint: 'N', required: true },
    project: { type: 'string', description: options.seedProject, valueHint: 'ID|NAME' },
    'random-seed': { type: 'string', description: options.randomSeed, valueHint: 'S', default: '1' },
    ...commonArgs,
  },
  async run({ args }) {
    const users = wholeNumber('users', args.users, MOST)
    const randomSeed = wholeNumber('random-seed', args['random-seed'], 2 ** 32 - 1)
    const settings = readSettings()
    const log = createLog(settings.MUSTER_LOG_LEVEL === 'info' ? 'warn' : settings.MUSTER_LOG_LEVEL, 'stderr')
    const began = performance.now()
    const line = new ProgressLine('seed')
    const result = await withDatabase(settings, log, 'seed', async (client, url) => {
      const project = await findProject(client, args.project)
      const added = await loadSample(url, { project, users, seed: randomSeed }, (rows) =>
        line.update({ rows, total: users }),
      )
      return { project, added }
    }).finally(() => line.end())
    const seconds = (performance.now() - began) / 1000
    printResult(words.cli.seeded(result.added, users - result.added, result.project.name, seconds), {
      added: result.added,
      present: users - result.added,
      project_id: result.project.id,
      seconds: Number(seconds.toFixed(3)),
    })
  },
})
