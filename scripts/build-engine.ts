/**
 * Compiles src/workbook/assembly, AssemblyScript, to src/workbook/engine.wasm. The module is kept in the repository, so that
 * nobody needs the compiler who does not change the engine; a test checks that it is current.
 */
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const SOURCE = fileURLToPath(new URL('../src/workbook/assembly/index.ts', import.meta.url))
const MODULE = fileURLToPath(new URL('../src/workbook/engine.wasm', import.meta.url))

/** The module, compiled anew. @throws Error with what the compiler says */
export async function compileEngine(): Promise<Uint8Array> {
  const { default: compiler } = await import('assemblyscript/asc')
  let module: Uint8Array | undefined
  const { error } = await compiler.main(
    // No garbage collector, and no abort: nothing is thrown, and what is allocated is kept.
    [
      SOURCE,
      ...'--runtime stub --use abort= --noAssert --enable simd -O3 --converge'.split(' '),
      '--outFile',
      MODULE,
    ],
    {
      stderr: process.stderr,
      writeFile: (_name, contents) => {
        module = contents as Uint8Array
      },
    },
  )
  if (error !== null || module === undefined) throw error ?? new Error('The compiler has made no module')
  return module
}

if (import.meta.main) {
  const module = await compileEngine()
  await writeFile(MODULE, module)
  console.log(`engine.wasm: ${module.length} bytes`)
}
