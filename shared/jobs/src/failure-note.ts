const maxCharacters = 500;

/**
 * What is kept of a failure: code (or the error's name) and message, without e-mail and IP addresses and telephone numbers that
 * a library wrote into it, at most 500 characters. No stack and no cause: nobody knows what they quote.
 */
export function failureNote(error: unknown): string {
  if (!(error instanceof Error)) return 'thrown: not an Error';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return withoutAddresses(`${code}: ${error.message}`).slice(0, maxCharacters);
}

function withoutAddresses(text: string): string {
  return (
    text
      // Bounded before the patterns see it: an error message may hold a whole body.
      .slice(0, 4 * maxCharacters)
      .replaceAll('\0', '')
      .replaceAll(/[^\s<>"'`(),;:=]{1,256}@[^\s<>"'`(),;:=]{1,256}/g, '[address]')
      .replaceAll(/(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g, '[address]')
      .replaceAll(/(?<![\da-f:])(?:[\da-f]{0,4}:){3,7}[\da-f]{0,4}(?![\da-f:])/gi, '[address]')
      .replaceAll(/\+\d[\d\s()./-]{6,20}/g, '[number]')
  );
}
