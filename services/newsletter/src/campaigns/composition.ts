import { createHash } from 'node:crypto';
import { fillPieces, htmlTokens, isMailAddress, type SourceCompiler } from '@foyer/mail';
import { CompiledMail, type Hole } from '../compiled-mail.ts';
import { maxSourceBytes, type CampaignLink, type CampaignValue, type ReleasedContent } from './campaign.ts';
import { findingOf, placeOf, type Finding, type FindingCode } from './finding.ts';
import { cutHtml, cutSubject, cutText, type HoleProblem } from './holes.ts';
import { checkHtml } from './html-check.ts';
import { rewriteLinks } from './link-rewriting.ts';
import { mjmlWords } from './mjml-words.ts';
import { composeSource, type ComposedSource, type Origin } from './source.ts';

/** What a campaign is made of besides what stands in it. */
export interface Material {
  /** undefined: it is not there. */
  template: string | undefined;
  parts: ReadonlyMap<string, string>;
}

export interface Composition {
  findings: Finding[];
  /** undefined: it does not compile. */
  mail: CompiledMail | undefined;
  links: CampaignLink[];
  text: string;
  htmlBytes: number;
  images: string[];
}

export interface Compose {
  /**
   * Makes the mail of what staff wrote, with everything that is to be said of it.
   *
   * @param addressOf of counted links; undefined for a mail that leads straight to where its links lead
   */
  (value: CampaignValue, material: Material, addressOf?: (link: number) => string): Promise<Composition>;
}

export const maxHtmlBytes = 95_000;
const largeHtmlBytes = 85_000;
const maxLinks = 300;
const maxSubject = 78;
const maxFindings = 200;

export function createCompose(deps: { compiler: SourceCompiler; publicUrl: string }): Compose {
  const { compiler, publicUrl } = deps;
  const imagesUrl = `${publicUrl}/newsletter/images/`;

  return async (value, { template, parts }, addressOf) => {
    const findings = checkHead(value);
    const nothing = { mail: undefined, links: [], text: value.text ?? '', htmlBytes: 0, images: [] };
    if (value.templateId !== null && template === undefined) {
      return { ...nothing, findings: [...findings, findingOf('template_unknown', { in: 'template' })] };
    }
    const source = composeSource({ ...value, template, parts, maxBytes: maxSourceBytes });
    const ofSource = checkSource(source);
    findings.push(...ofSource);
    if (ofSource.some(({ code }) => code === 'source_too_large')) return { ...nothing, findings };

    const compiled = await compiler.compileSource(source.mjml);
    if ('errors' in compiled) {
      for (const error of compiled.errors) {
        const origin = error.line === null ? undefined : source.origins[error.line - 1];
        findings.push(findingOf('mjml_invalid', placeOf(origin), mjmlWords(error)));
      }
      return { ...nothing, findings };
    }

    const html = withLibraryImages(
      withoutIndentation(withLanguage(compiled.html, value.language)),
      imagesUrl,
    );
    const checked = checkHtml(html, imagesUrl);
    const rewritten = rewriteLinks({ html, text: value.text ?? compiled.text }, addressOf);
    const cut = {
      html: cutHtml(rewritten.html),
      text: cutText(rewritten.text),
      subject: cutSubject(value.subject),
    };
    for (const { code, about, clue } of [...checked.problems, ...cut.html.problems].slice(0, maxFindings)) {
      findings.push(findingOf(code, { ...placeOf(originOf(source, clue), 'html'), excerpt: clue }, about));
    }
    // A text part that is made from the HTML has the same mistakes, which are said already.
    const ofText = value.text === null ? newTo(cut.html.problems, cut.text.problems) : cut.text.problems;
    findings.push(...ofText.map((problem) => inPlace(problem, value.text === null ? 'html' : 'text')));
    findings.push(...cut.subject.problems.map((problem) => inPlace(problem, 'subject')));
    if (!checked.hasUnsubscribe) findings.push(findingOf('unsubscribe_missing', { in: 'html' }));
    if (!cut.text.segments.some((piece) => typeof piece !== 'string' && piece.hole === 'unsubscribe_url')) {
      findings.push(findingOf('unsubscribe_missing', { in: 'text' }));
    }
    if (rewritten.text.trim() === '') findings.push(findingOf('text_empty', { in: 'text' }));
    if (rewritten.links.length > maxLinks) {
      findings.push(findingOf('links_too_many', { in: 'html' }, String(maxLinks)));
    }

    const mail = CompiledMail.safeParse({
      subject: cut.subject.segments,
      html: cut.html.segments,
      text: cut.text.segments,
      language: value.language,
    });
    if (!mail.success) findings.push(findingOf('placeholders_too_many', { in: 'html' }));
    const htmlBytes = Buffer.byteLength(fillPieces(cut.html.segments, longValues(publicUrl)));
    if (htmlBytes > maxHtmlBytes) findings.push(findingOf('too_large', { in: 'html' }, String(htmlBytes)));
    else if (htmlBytes > largeHtmlBytes) {
      findings.push(findingOf('nearly_too_large', { in: 'html' }, String(htmlBytes)));
    }
    return {
      findings: withoutRepeats(findings),
      mail: mail.data,
      links: rewritten.links,
      text: rewritten.text,
      htmlBytes,
      images: checked.images,
    };
  };
}

/** What is released: the same mail to the same readers has the same hash. */
export function contentOf(value: CampaignValue, mail: CompiledMail, links: CampaignLink[]): ReleasedContent {
  const { from, replyTo, audience, crashPolicy } = value;
  return { mail, links, from, replyTo, audience, crashPolicy };
}

export function hashOf(content: ReleasedContent): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(content)))
    .digest('hex');
}

function checkHead({ subject, from, replyTo, audience }: CampaignValue): Finding[] {
  const findings: Finding[] = [];
  if (subject === '') findings.push(findingOf('subject_empty', { in: 'subject' }));
  const length = charactersIn(subject);
  if (length > maxSubject) findings.push(findingOf('subject_too_long', { in: 'subject' }, String(length)));
  if (!isAddress(from.address)) findings.push(findingOf('sender_invalid', { in: 'from' }));
  if (from.name === '') findings.push(findingOf('sender_without_name', { in: 'from' }));
  if (replyTo !== null && !isAddress(replyTo))
    findings.push(findingOf('reply_to_invalid', { in: 'replyTo' }));
  if (audience.topics.length === 0) findings.push(findingOf('audience_without_topic', { in: 'audience' }));
  return findings;
}

function charactersIn(text: string): number {
  return [...new Intl.Segmenter().segment(text)].length;
}

const isAddress = (text: string): boolean => isMailAddress(text) && !text.includes('<');

/** What can be said by line only before mjml has made HTML of it. */
function checkSource({ mjml, origins, problems }: ComposedSource): Finding[] {
  const findings = problems.map(({ code, name, origin }) => findingOf(code, placeOf(origin), name));
  let line = 0;
  let counted = 0;
  for (const token of htmlTokens(mjml)) {
    if (token.kind !== 'open') continue;
    for (; counted < token.start; counted += 1) if (mjml[counted] === '\n') line += 1;
    const note = (code: FindingCode) =>
      findings.push(
        findingOf(code, { ...placeOf(origins[line]), excerpt: mjml.slice(token.start, token.end) }),
      );
    const { name, attributes } = token;
    if (name === 'mj-include') note('include_forbidden');
    if (name === 'mj-font') note('font_foreign');
    const isPicture = name === 'mj-image' || name === 'img' || name === 'mj-carousel-image';
    if (isPicture && !attributes.some((attribute) => attribute.name === 'alt')) note('alt_missing');
  }
  return findings;
}

/** The line that a clue from the HTML stands in, when it stands in the source as well. */
function originOf({ mjml, origins }: ComposedSource, clue: string): Origin | undefined {
  const at = clue === '' ? -1 : mjml.indexOf(clue);
  return at < 0 ? undefined : origins[mjml.slice(0, at).split('\n').length - 1];
}

function inPlace({ code, about, clue }: HoleProblem, place: 'html' | 'text' | 'subject'): Finding {
  return findingOf(code, { in: place, excerpt: clue }, about);
}

function newTo(known: readonly HoleProblem[], problems: readonly HoleProblem[]): HoleProblem[] {
  return problems.filter(
    ({ code, about }) => !known.some((problem) => problem.code === code && problem.about === about),
  );
}

function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const seen = new Map(findings.map((finding) => [JSON.stringify(finding), finding]));
  return [...seen.values()].slice(0, maxFindings);
}

function withoutIndentation(html: string): string {
  const lines = html.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '').join('\n');
}

/** mjml writes lang="und" where the source says nothing. */
function withLanguage(html: string, language: string): string {
  return html.replaceAll('lang="und"', () => `lang="${language}"`);
}

function withLibraryImages(html: string, imagesUrl: string): string {
  return html.replaceAll(/(["'(]\s*)\/newsletter\/images\//g, (_whole, before: string) => before + imagesUrl);
}

/** Rather long ones: what fits with them fits with most. */
function longValues(publicUrl: string): Record<Hole, string> {
  const address = `${publicUrl}/${'x'.repeat(60)}`;
  const words = 'x'.repeat(40);
  return { name: words, salutation: words, email: words, unsubscribe_url: address, preferences_url: address };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
