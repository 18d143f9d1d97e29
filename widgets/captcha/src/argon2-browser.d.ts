// The package has no types of its own; these are the parts of its README that we use.
declare module 'argon2-browser/dist/argon2-bundled.min.js' {
  interface HashOptions {
    pass: Uint8Array;
    salt: Uint8Array;
    time: number;
    /** KiB */
    mem: number;
    hashLen: number;
    parallelism: number;
    type: number;
  }
  const argon2: {
    ArgonType: { Argon2id: number };
    hash(options: HashOptions): Promise<{ hash: Uint8Array }>;
  };
  export default argon2;
}
