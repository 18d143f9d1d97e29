import { readFileSync } from 'node:fs';

const fixtures = new URL('../../shared/mail/src/returns/fixtures/', import.meta.url);

/** Which mail a report is about, as its headers and its envelope named it. */
export interface ReportedMail {
  returnPath: string;
  /** Without angle brackets. */
  messageId: string;
}

/** A report as its server would write it about a mail that really went out. @param name of one of the fixtures */
export function reportAbout(name: string, { returnPath, messageId }: ReportedMail): string {
  return readFileSync(new URL(`${name}.eml`, fixtures), 'utf8')
    .replaceAll('bounce+7-15-0123456789abcdef@news.example.com', returnPath)
    .replaceAll('news.7.15.fedcba9876543210@example.com', messageId)
    .replaceAll('\n', '\r\n');
}

/** Without angle brackets; empty when there is none. */
export function messageIdOf(source: string): string {
  return /^Message-ID:\s*<(.*)>/im.exec(source)?.[1] ?? '';
}
