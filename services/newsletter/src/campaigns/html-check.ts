import { decodeReferences, htmlTokens, type HtmlAttribute } from '@foyer/mail';
import type { FindingCode } from './finding.ts';

/** Something in compiled HTML that no mail should hold. */
interface HtmlProblem {
  code: FindingCode;
  about: string;
  /** As it stands in the HTML, and mostly in the source as well: finds the line. */
  clue: string;
}

export interface CheckedHtml {
  problems: HtmlProblem[];
  /** Names of files of the image library that it shows. */
  images: string[];
  /** Whether a link that one can see and read leads to `{{unsubscribe_url}}`. */
  hasUnsubscribe: boolean;
}

const forbidden = new Set(
  `iframe frame frameset object embed applet form button select textarea base video audio source track svg math canvas
   template dialog portal noembed xmp`.split(/\s+/),
);
// What accordions and carousels of MJML are made of.
const harmlessInputs = new Set(['radio', 'checkbox']);
const fetching = new Set(['src', 'background', 'poster', 'data', 'lowsrc', 'dynsrc', 'srcset']);
const mayHoldLinks = /^(?:https?|mailto|tel):$/;

/**
 * Looks through compiled HTML for what mjml lets through although it validates strictly.
 *
 * @param imagesUrl where the image library is seen from outside, with a slash at its end
 */
export function checkHtml(html: string, imagesUrl: string): CheckedHtml {
  const problems: HtmlProblem[] = [];
  const images = new Set<string>();
  let hasUnsubscribe = false;
  let link: { clue: string; hasWords: boolean; isUnsubscribe: boolean } | undefined;
  const note = (code: FindingCode, about: string, clue = about): void =>
    void problems.push({ code, about, clue });

  for (const token of htmlTokens(html)) {
    if (token.kind === 'text') {
      if (
        link !== undefined &&
        /[^\s\u{a0}\u{200b}-\u{200d}\u{feff}]/u.test(visibleText(html.slice(token.start, token.end)))
      ) {
        link.hasWords = true;
      }
    } else if (token.kind === 'raw') {
      checkStyle(html.slice(token.start, token.end));
    } else if (token.kind === 'close' && token.name === 'a') {
      endLink();
    } else if (token.kind === 'open') {
      checkElement(token.name, token.attributes);
    }
  }
  endLink();
  return { problems, images: [...images], hasUnsubscribe };

  function checkElement(name: string, attributes: readonly HtmlAttribute[]): void {
    const valueOf = (wanted: string) => attributes.find((attribute) => attribute.name === wanted)?.raw;
    if (name === 'script') note('script', 'script', '<script');
    else if (name === 'link') note('font_foreign', valueOf('href') ?? '', '<link');
    else if (forbidden.has(name)) note('element_forbidden', name, `<${name}`);
    else if (name === 'input' && !harmlessInputs.has((valueOf('type') ?? '').toLowerCase())) {
      note('element_forbidden', name, '<input');
    } else if (name === 'meta' && (valueOf('http-equiv') ?? '').toLowerCase() === 'refresh') {
      note('element_forbidden', 'meta', '<meta');
    }
    for (const attribute of attributes) checkAttribute(attribute);
    if (name === 'a') {
      endLink();
      const href = valueOf('href');
      if (href !== undefined)
        link = { clue: href, hasWords: false, isUnsubscribe: isHole(href, 'unsubscribe_url') };
    }
    if (name === 'img' && link !== undefined && (valueOf('alt') ?? '').trim() !== '') link.hasWords = true;
  }

  function checkAttribute({ name, raw }: HtmlAttribute): void {
    if (name.startsWith('on')) note('event_attribute', name);
    else if (name === 'style') checkStyle(decodeReferences(raw));
    else if (name === 'href' || name.endsWith(':href') || name === 'action' || name === 'formaction')
      checkLink(raw);
    else if (name === 'srcset') {
      for (const candidate of decodeReferences(raw).split(','))
        checkPicture(candidate.trim().split(/\s/)[0] ?? '', raw);
    } else if (fetching.has(name)) checkPicture(decodeReferences(raw).trim(), raw);
  }

  function checkLink(raw: string): void {
    const href = decodeReferences(raw).trim();
    // Where a placeholder may stand is looked at when the mail is cut at them.
    if (href.includes('{{')) return;
    if (href === '' || href === '#') return note('link_empty', href, raw === '' ? 'href=""' : `"${raw}"`);
    if (!URL.canParse(href)) return note('link_not_absolute', href, raw);
    const { protocol } = new URL(href);
    if (!mayHoldLinks.test(protocol)) note('script_url', href, raw);
    else if (protocol === 'http:') note('link_insecure', href, raw);
  }

  function checkPicture(address: string, raw: string): void {
    const isOurs = address.startsWith(imagesUrl);
    const file = isOurs ? address.slice(imagesUrl.length) : '';
    if (isOurs && /^[0-9a-f]{64}\.(?:png|jpg|gif|webp)$/.test(file)) images.add(file);
    else if (isOurs) note('image_unknown', file, file);
    else note('foreign_host', address === '' ? 'src=""' : address, raw);
  }

  function checkStyle(css: string): void {
    // Escapes hide words from whoever looks for them, and no style sheet of a mail needs any.
    if (css.includes('\\')) note('foreign_host', css.trim(), '\\');
    const bare = css.replaceAll(/\/\*[^]*?(?:\*\/|$)/g, '');
    if (/@import|@font-face/i.test(bare))
      note('font_foreign', '@import', /@font-face/i.test(bare) ? '@font-face' : '@import');
    if (/expression\s*\(|-moz-binding|behavior\s*:/i.test(bare)) note('script', 'style', 'expression');
    for (const [, address = ''] of bare.matchAll(/(?:url|image-set|image|src)\(\s*["']?([^"')]*)/gi)) {
      checkPicture(address.trim(), address);
    }
  }

  function endLink(): void {
    if (link === undefined) return;
    if (link.hasWords && link.isUnsubscribe) hasUnsubscribe = true;
    if (!link.hasWords) note('link_without_words', link.clue);
    link = undefined;
  }
}

/** Whether the value is this placeholder and nothing else. */
function isHole(value: string, name: string): boolean {
  return /^\s*\{\{\s*([a-z_]+)\s*\}\}\s*$/.exec(value)?.[1] === name;
}

function visibleText(raw: string): string {
  return decodeReferences(raw).replaceAll(/&(?:nbsp|zwnj|zwj|shy|#8203);/gi, '');
}
