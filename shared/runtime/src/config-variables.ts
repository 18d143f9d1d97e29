import { z } from 'zod';

// Environment variables are texts. z.coerce would take '', ' 8', '0x10' and '1e3' for numbers and 'false' for true.

/** A whole number in decimal digits, `minimum` to `maximum` inclusive. */
export function wholeNumberVariable(range: { minimum: number; maximum: number }): z.ZodType<number, string> {
  return z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .refine((value) => value >= range.minimum && value <= range.maximum)
    .describe(`a whole number from ${range.minimum} to ${range.maximum}`);
}

/** `1`, `true`, `yes`, `on` or `0`, `false`, `no`, `off`. */
export function flagVariable(): z.ZodType<boolean, string> {
  return z
    .string()
    .toLowerCase()
    .pipe(z.enum(['1', 'true', 'yes', 'on', '0', 'false', 'no', 'off']))
    .transform((value) => ['1', 'true', 'yes', 'on'].includes(value))
    .describe("'true' or 'false'");
}

/** An absolute URL with one of the given schemes (`['https', 'http']`), as text. */
export function urlVariable(schemes: readonly string[]): z.ZodType<string, string> {
  return z
    .string()
    .refine((value) => URL.canParse(value) && schemes.includes(new URL(value).protocol.slice(0, -1)))
    .describe(`a URL that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`);
}

/** Some of the given words, separated by commas, at least one and each once. */
export function listVariable<const Word extends string>(words: readonly Word[]): z.ZodType<Word[], string> {
  return z
    .string()
    .transform((value) => [...new Set(value.split(',').map((word) => word.trim()))])
    .pipe(z.array(z.enum(words)).min(1))
    .describe(`one or more of ${words.join(', ')}, separated by commas`);
}

/** Any text up to `maxLength` characters; `description` says what it is for in a message ("an e-mail address"). */
export function textVariable(description: string, maxLength = 1000): z.ZodType<string, string> {
  return z.string().max(maxLength).describe(description);
}
