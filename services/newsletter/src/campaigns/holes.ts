import { htmlTokens, type HtmlAttribute } from '@foyer/mail';
import { Hole, type HoleContext, type Segment } from '../compiled-mail.ts';
import type { FindingCode } from './finding.ts';

export interface HoleProblem {
  code: Extract<FindingCode, 'placeholder_unknown' | 'placeholder_misplaced'>;
  /** What stands between the braces. */
  about: string;
  clue: string;
}

export interface Cut {
  segments: Segment[];
  problems: HoleProblem[];
}

const placeholder = /\{\{([^{}]{0,100})\}\}/g;
const addresses: ReadonlySet<Hole> = new Set<Hole>(['unsubscribe_url', 'preferences_url']);

/** Cuts HTML at its placeholders, and says for each how its value is to be escaped. */
export function cutHtml(html: string): Cut {
  const cut = cutter(html);
  for (const token of htmlTokens(html)) {
    if (token.kind === 'text') cut.at(token.start, token.end, () => 'html');
    else if (token.kind === 'open') {
      let from = token.start;
      for (const attribute of token.attributes) {
        cut.refuse(from, attribute.start);
        cutAttribute(attribute);
        from = attribute.end;
      }
      cut.refuse(from, token.end);
    } else cut.refuse(token.start, token.end);
  }
  return cut.end();

  function cutAttribute(attribute: HtmlAttribute): void {
    const { name, raw, start, end, isQuoted } = attribute;
    // Whatever a browser asks for or a script could stand in.
    const isAddress = /^(?:href|src|srcset|background|action|formaction|data|poster|style|.*:href)$/.test(
      name,
    );
    const isWhole = /^\{\{[^{}]*\}\}$/.test(raw);
    cut.at(start, end, (hole) => {
      if (!isQuoted) return undefined;
      if (name === 'href' && isWhole && addresses.has(hole)) return 'url';
      return isAddress ? undefined : 'attribute';
    });
  }
}

/** Cuts a text at its placeholders. */
export function cutText(text: string): Cut {
  const cut = cutter(text);
  cut.at(0, text.length, () => 'text');
  return cut.end();
}

/** Cuts a subject, in which only words of the reader make sense. */
export function cutSubject(subject: string): Cut {
  const cut = cutter(subject);
  cut.at(0, subject.length, (hole) => (hole === 'name' || hole === 'salutation' ? 'header' : undefined));
  return cut.end();
}

function cutter(source: string) {
  const segments: Segment[] = [];
  const problems: HoleProblem[] = [];
  let done = 0;

  /** Cuts from `start` to `end`; what `contextOf` has no context for is misplaced. */
  function at(start: number, end: number, contextOf: (hole: Hole) => HoleContext | undefined): void {
    for (const match of source.slice(start, end).matchAll(placeholder)) {
      const [clue, inside = ''] = match;
      const name = inside.trim();
      // Slots and parts have been put; what is left of them is said elsewhere.
      if (/^(?:>|slot:)/.test(name)) continue;
      const hole = Hole.safeParse(name);
      if (!hole.success) {
        problems.push({ code: 'placeholder_unknown', about: name, clue });
        continue;
      }
      const context = contextOf(hole.data);
      if (context === undefined) {
        problems.push({ code: 'placeholder_misplaced', about: name, clue });
        continue;
      }
      const from = start + match.index;
      if (from > done) segments.push(source.slice(done, from));
      segments.push({ hole: hole.data, context });
      done = from + clue.length;
    }
  }

  return {
    at,
    /** Where nothing can be filled in: a comment, the name of a tag, a style. */
    refuse: (start: number, end: number): void => at(start, end, () => undefined),
    end: (): Cut => {
      if (done < source.length) segments.push(source.slice(done));
      return { segments, problems };
    },
  };
}
