/** Why a test is skipped where the whole suite runs, which is to take no longer than it must; false: it runs. */
export const skipShort: string | false =
  process.env['MUSTER_TEST_LONG'] === undefined && 'MUSTER_TEST_LONG is not set'
