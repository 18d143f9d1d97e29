// mjml 5 brings no types, and those of DefinitelyTyped still describe the synchronous version 4.
declare module 'mjml' {
  export default function mjml2html(
    source: string,
    options: {
      fonts: Record<string, string>;
      keepComments: boolean;
      validationLevel: 'strict';
      ignoreIncludes: boolean;
      minify: boolean;
    },
  ): Promise<{ html: string }>;
}
