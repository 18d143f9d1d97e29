import type { MjmlError } from '@foyer/mail';

/** What mjml says is for programmers; this is for whoever writes the mail, and says what to do where that is known. */
export function mjmlWords({ tag, message }: Pick<MjmlError, 'tag' | 'message'>): string {
  const unknown = /^Element (\S+) doesn't exist/.exec(message)?.[1];
  if (unknown !== undefined) return `MJML has no element <${unknown}>. Check how it is spelled.`;
  const misplaced = /^(\S+) cannot be used inside (\S+), only inside: (.+)$/.exec(message);
  if (misplaced !== null) {
    const [, inner = '', outer = '', places = ''] = misplaced;
    // Where defaults are set nothing is shown.
    const allowed = places.split(', ').filter((place) => place !== 'mj-attributes');
    return `<${inner}> cannot stand in <${outer}>. Put it into ${allowed.map((place) => `<${place}>`).join(' or ')}.`;
  }
  const attributes = /^Attributes? (.+) (?:is|are) illegal/.exec(message)?.[1];
  if (attributes !== undefined) {
    return `${tag === null ? 'The element' : `<${tag}>`} has no “${attributes}”. Take it away, or check how it is spelled.`;
  }
  const value = /^Attribute (\S+) has invalid value: (.*?) for type \w+ ?(?:, only accepts (.+))?$/.exec(
    message,
  );
  if (value !== null) {
    const [, name = '', is = '', accepted] = value;
    const deed = accepted === undefined ? 'Give it another value, or take it away.' : `It takes ${accepted}.`;
    return `“${name}” cannot be “${is}”. ${deed}`;
  }
  if (/^(?:Malformed MJML|Parsing failed)/.test(message)) {
    return 'A mail begins with <mjml>, ends with </mjml>, and closes every element that it opens.';
  }
  return `The MJML is not right: ${message}`;
}
