/**
 * The part of the WebAssembly API used here, declared by hand: this package compiles without the DOM library
 * (Node's types do not declare WebAssembly) and without Node's (the widgets have only the DOM's).
 */
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<WasmModule>;
  instantiate<Exports>(module: WasmModule): Promise<{ readonly exports: Exports }>;
};

/** A compiled `WebAssembly.Module`: opaque here, and it can be posted to a Worker. */
export type WasmModule = object;

/** Asynchronous, because a page may not compile more than 4 kB at once on its main thread. */
export function compileWasm(bytes: Uint8Array): Promise<WasmModule> {
  return WebAssembly.compile(bytes);
}

/** `Exports` is what our own generator gave the module; nothing from outside is instantiated here. */
export async function instantiateWasm<Exports>(module: WasmModule): Promise<Exports> {
  const instance = await WebAssembly.instantiate<Exports>(module);
  return instance.exports;
}
