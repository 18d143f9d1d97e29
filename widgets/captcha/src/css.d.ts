declare module '*.css?inline' {
  /** The sheet as minified text. */
  const css: string;
  export default css;
}
