import { createLog } from '../../src/log.ts'

/** Silent, unless MUSTER_TEST_LOG asks for a level. */
export const testLog = createLog(process.env['MUSTER_TEST_LOG'] ?? 'silent')
