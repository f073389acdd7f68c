import { existsSync } from 'node:fs'
import path from 'node:path'

import { defineCommand } from 'citty'

import { readSettings } from '../config.ts'
import { clusterBase } from '../database/embedded/cluster-place.ts'
import { openEmbeddedDatabase } from '../database/embedded/index.ts'
import { type Finding, examineDatabase, examineMachine } from '../doctor/examine.ts'
import { createLog } from '../log.ts'
import { commonArgs } from './common-args.ts'
import { EXIT } from './run.ts'
import { words } from './words.ts'

/** `muster doctor`: finds and names what is wrong, and changes nothing; beside a running server and without one. */
export const doctor = defineCommand({
  meta: { name: 'doctor', description: words.cli.doctor },
  args: commonArgs,
  async run() {
    const settings = readSettings()
    const log = createLog(
      settings.MUSTER_LOG_LEVEL === 'info' ? 'error' : settings.MUSTER_LOG_LEVEL,
      'stderr',
    )
    const dataDir = path.resolve(settings.MUSTER_DATA_DIR)
    // Where nothing is yet there is nothing to examine, and the examination leaves nothing.
    const isNew = settings.MUSTER_DATABASE_URL === undefined && !existsSync(dataDir)
    const findings = isNew ? [] : await examineMachine(settings, words.doctor)
    show(findings)
    const opened = await open().catch((error: Error) => {
      add({ check: 'database', state: 'error', sentence: words.doctor.failed(error.message) })
      return null
    })
    if (opened !== null) {
      try {
        for (const finding of await examineDatabase(opened.url, settings, words.doctor)) add(finding)
      } finally {
        await opened.close()
      }
    }
    if (findings.some(({ state }) => state === 'error')) process.exitCode = EXIT.failed

    function add(finding: Finding): void {
      findings.push(finding)
      show([finding])
    }

    async function open() {
      if (settings.MUSTER_DATABASE_URL !== undefined)
        return { url: settings.MUSTER_DATABASE_URL, close: async () => {} }
      if (existsSync(path.join(clusterBase(dataDir), 'postgres')))
        return await openEmbeddedDatabase({ dataDir, command: 'doctor', log })
      add({ check: 'database', state: 'warning', sentence: words.doctor.noDatabase })
      return null
    }
  },
})

/** A line a finding: a sentence on a terminal, JSON elsewhere. */
function show(findings: readonly Finding[]): void {
  for (const finding of findings) {
    const { check, state, sentence } = finding
    const line = process.stdout.isTTY
      ? `${words.doctor.states[state].padEnd(8)}${words.doctor.checks[check as keyof typeof words.doctor.checks]}: ${sentence}`
      : JSON.stringify(finding)
    process.stdout.write(`${line}\n`)
  }
}
