declare module 'virtual:captcha-worker' {
  /** The built worker as text; see vite.config.ts. */
  const source: string;
  export default source;
}
