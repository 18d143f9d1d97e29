// html-to-text 10 brings no types; this is what is used of it.
declare module 'html-to-text' {
  export function htmlToText(
    html: string,
    options: {
      wordwrap: number;
      limits: { maxInputLength: number; maxDepth: number; maxChildNodes: number };
      selectors: { selector: string; format?: 'skip'; options?: Record<string, unknown> }[];
    },
  ): string;
}
