/** As much of WebAssembly as the engine needs: its types are otherwise those of browsers only. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => WasmModule
  readonly Instance: new (
    module: WasmModule,
    imports: Record<string, Record<string, unknown>>,
  ) => { readonly exports: Record<string, unknown> }
}

interface WasmModule {
  readonly [Symbol.toStringTag]: string
}
