/** What a server says of one recipient (RFC 3464 §2.3), as it stands there. */
export interface RecipientStatus {
  /** 'failed', 'delayed', 'delivered', 'relayed', 'expanded', or what somebody made up. */
  action: string;
  /** RFC 3463: '5.1.1'. */
  status: string | undefined;
  /** Without the name of its kind. */
  diagnostic: string;
  /** Of the address that could not be reached. */
  localPart: string | undefined;
  /** The name of the server that said it. */
  remote: string | undefined;
}

const mostCharacters = 64_000;
const mostRecipients = 20;

/** Reads the machine's part of a report. What is not as it should be is left out; nothing makes it throw. */
export function readDeliveryStatus(text: string): RecipientStatus[] {
  const groups = groupsOf(text.slice(0, mostCharacters));
  const said = groups.filter((group) => group.has('action') || group.has('status')).slice(0, mostRecipients);
  return said.map((group) => {
    const diagnostic = group.get('diagnostic-code') ?? '';
    return {
      action: (group.get('action') ?? 'failed').toLowerCase().slice(0, 20),
      status: moreExact(statusIn(group.get('status') ?? ''), statusIn(diagnostic)),
      diagnostic: withoutKind(diagnostic),
      localPart: localPartOf(group.get('final-recipient') ?? group.get('original-recipient')),
      remote: group.has('remote-mta') ? withoutKind(group.get('remote-mta') ?? '').slice(0, 200) : undefined,
    };
  });
}

/** The enhanced status code in a text: '5.1.1'; not a part of an address such as 15.1.1.2 (IP). */
export function statusIn(text: string): string | undefined {
  return /(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.]*\d)/.exec(text)?.[0];
}

function groupsOf(text: string): Map<string, string>[] {
  const groups: Map<string, string>[] = [new Map()];
  let name = '';
  for (const line of text.split(/\r\n|\r|\n/)) {
    const group = groups.at(-1);
    if (line.trim() === '') {
      if (group !== undefined && group.size > 0) groups.push(new Map());
      name = '';
    } else if (/^[ \t]/.test(line)) {
      const before = group?.get(name);
      if (before !== undefined && before.length < 4_000) group?.set(name, `${before} ${line.trim()}`);
    } else {
      const colon = line.indexOf(':');
      name = line.slice(0, Math.max(0, colon)).trim().toLowerCase();
      if (name !== '' && name.length < 80 && group !== undefined && !group.has(name)) {
        group.set(name, line.slice(colon + 1).trim());
      }
    }
  }
  return groups;
}

function withoutKind(value: string): string {
  return value.replace(/^[\w-]{1,30} *; */, '').trim();
}

/** 5.0.0 and 4.0.0 say no more than that something failed. */
export function moreExact(status: string | undefined, other: string | undefined): string | undefined {
  const isVague = status === undefined || /^[45]\.0\.0$/.test(status);
  return isVague ? (other ?? status) : status;
}

function localPartOf(recipient: string | undefined): string | undefined {
  const address = withoutKind(recipient ?? '').replaceAll(/[<>"]/g, '');
  const at = address.lastIndexOf('@');
  return at > 0 ? address.slice(0, at) : undefined;
}
