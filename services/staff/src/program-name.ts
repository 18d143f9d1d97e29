// In this order: Edge and Opera also say Chrome, and Chrome also says Safari.
const browsers: readonly [pattern: RegExp, name: string][] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrom(?:e|ium)\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const systems: readonly [pattern: RegExp, name: string][] = [
  [/\bAndroid\b/, 'Android'],
  [/\biPhone\b|\biPad\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

/** 'Firefox, Linux': enough to recognise a session of one's own by, too little to recognise a person. */
export function programName(userAgent: string | undefined): string {
  const text = (userAgent ?? '').slice(0, 500);
  const found = [nameIn(browsers, text), nameIn(systems, text)].filter((name) => name !== undefined);
  return found.length === 0 ? 'unknown' : found.join(', ');
}

function nameIn(list: readonly [RegExp, string][], text: string): string | undefined {
  return list.find(([pattern]) => pattern.test(text))?.[1];
}
