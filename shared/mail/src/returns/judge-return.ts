import { statusIn } from './delivery-status.ts';
import type { ReturnJudgement, ReturnReason, ServerWords } from './return-reason.ts';

const longestText = 2_000;

/**
 * What the words of a mail server mean, by RFC 3463 and by what the large providers write where they do not keep to it.
 * 5.7.x is about the sender, and never takes a recipient off a list. What nobody can tell is `soft`: a person is lost by one
 * wrong `hard`, and nothing by one more try.
 *
 * @param words of one recipient
 */
export function judgeReturn({ action = 'failed', status, text }: ServerWords): ReturnJudgement {
  if (action === 'delayed') return { verdict: 'delayed', reason: 'delayed' };
  if (['delivered', 'relayed', 'expanded'].includes(action)) return { verdict: 'none', reason: 'delivered' };
  const words = text.slice(0, longestText).toLowerCase();
  const code = status ?? statusIn(words) ?? '';
  if (code.startsWith('2.')) return { verdict: 'none', reason: 'delivered' };
  const isAboutUs = /^[45]\.7\./.test(code);
  if (isAboutUs) return policy(policyReason(code, words) ?? 'refused');
  // Our own password, and no recipient's.
  if (/^\W*53[0458]\b/.test(words)) return policy('sender');
  return byStatus(code, words) ?? byWords(code, words);
}

function byStatus(code: string, words: string): ReturnJudgement | undefined {
  const named = policyReason(code, words);
  switch (code) {
    case '5.1.1':
    case '5.1.6':
    case '5.1.10':
      // Some servers answer everything with 5.1.1; what they say with it is then clear enough.
      return named !== undefined && !isMissing(words) ? policy(named) : hard('mailbox_unknown');
    case '5.1.2':
    case '5.4.4':
    case '5.4.310':
      return hard('domain_unknown');
    case '5.1.3':
      return hard('mailbox_unknown');
    case '5.1.7':
    case '5.1.8':
    case '5.1.9':
      return policy('sender');
    case '5.2.1':
      return /\brate\b|too (?:quickly|many)/.test(words) ? soft('rate') : hard('mailbox_disabled');
    case '5.2.2':
      return soft('mailbox_full');
    case '5.2.3':
    case '5.3.4':
      return soft('too_large');
    case '5.4.6':
    case '5.4.12':
    case '5.4.14':
      return soft('routing');
    case '5.4.1':
      // Exchange Online says this of mailboxes that are not there (directory-based edge blocking).
      return /recipient address(?:es)? rejected/.test(words)
        ? hard('mailbox_unknown')
        : soft('server_unreachable');
    default:
      return code.startsWith('5.6.') ? policy('content') : undefined;
  }
}

function byWords(code: string, words: string): ReturnJudgement {
  const isTemporary = code.startsWith('4.') || (code === '' && /^\W*4\d\d\b/.test(words));
  if (isFull.test(words)) return soft('mailbox_full');
  if (isTemporary) {
    const named = policyReason(code, words);
    if (named !== undefined) return policy(named);
    return soft(code.startsWith('4.4.') || isUnreachable.test(words) ? 'server_unreachable' : 'temporary');
  }
  if (isMissing(words)) return hard('mailbox_unknown');
  if (isDisabled.test(words)) return hard('mailbox_disabled');
  if (isNoDomain.test(words)) return hard('domain_unknown');
  const named = policyReason(code, words);
  if (named !== undefined) return policy(named);
  if (/^5\.1\.0$/.test(code)) return hard('mailbox_unknown');
  if (isUnreachable.test(words)) return soft('server_unreachable');
  return soft(/too (?:large|big)|exceeds.{0,40}size|size limit/.test(words) ? 'too_large' : 'unclear');
}

function isMissing(words: string): boolean {
  return missing.test(words);
}

const missing =
  /(?:user|recipient|mailbox|account|address|alias)s?\W{1,3}(?:\S{1,80} )?(?:is |was |are |has been )?(?:unknown|not (?:found|known|exist|local|listed|valid)|invalid|does(?: not|n't) exist|nonexistent|unavailable)|(?:unknown|invalid|no such|nonexistent|bad) (?:local )?(?:user|recipient|mailbox|account|address|person|destination mailbox)|no (?:mailbox here by that name|such user|account by that name|longer valid)|(?:user|mailbox|recipient|account)[^.]{0,40} (?:does not|doesn't|do not) (?:exist|have an? )|recipientnotfound|unrouteable address|not our customer|unknown in (?:virtual|local|relay)|returned mail: user unknown|is on the suppression list/;
const isDisabled =
  /(?:account|mailbox|user|address)[^.]{0,60}(?:disabled|inactive|suspended|deactivated|closed|expired|locked|discontinued|no longer (?:in use|active|available))|(?:disabled|inactive|suspended) (?:account|mailbox|user)/;
const isFull =
  /over ?quota|quota (?:exceeded|limit|is full|full)|exceeded[^.]{0,40}(?:quota|storage)|(?:mailbox|inbox|account|maildir)[^.]{0,40}\bfull\b|out of storage|insufficient (?:system )?storage|not enough (?:disk )?space|storage allocation/;
const isNoDomain =
  /(?:host|domain|name)(?: or domain name)?(?: \S{1,80})? (?:not found|unknown|does not exist|doesn't exist)|nxdomain|no (?:such (?:host|domain)|mx|mail exchanger)|couldn't find any host|null mx|unknown host|dns[^.]{0,40}(?:non-existent|nonexistent)/;
const isUnreachable =
  /timed? ?out|connection (?:refused|reset|lost|closed|dropped)|no route|network (?:is )?unreachable|could(?:n't| not) (?:connect|establish)|wasn't able to establish|not responding|retry timeout exceeded|lost connection|host (?:is )?unreachable|been in the queue too long|delivery expired/;

/** undefined when the words are not about us. */
function policyReason(code: string, words: string): ReturnReason | undefined {
  const byCode = policyCodes[code.replace(/^[45]\./, '')];
  if (byCode !== undefined && /^[45]\.7\./.test(code)) return byCode;
  for (const [reason, pattern] of policyWords) if (pattern.test(words)) return reason;
  return undefined;
}

// X.7.x with a meaning of its own: RFC 7372, RFC 8689, and the lists of Google and Microsoft.
const policyCodes: Readonly<Record<string, ReturnReason>> = {
  '7.8': 'sender',
  '7.20': 'authentication',
  '7.21': 'authentication',
  '7.22': 'authentication',
  '7.23': 'authentication',
  '7.24': 'authentication',
  '7.25': 'reverse_dns',
  '7.26': 'authentication',
  '7.27': 'authentication',
  '7.28': 'rate',
  '7.29': 'encryption',
  '7.30': 'authentication',
  '7.32': 'authentication',
  '7.40': 'authentication',
  '7.509': 'authentication',
  '7.515': 'authentication',
  '7.124': 'recipient_restricted',
  '7.133': 'recipient_restricted',
  '7.134': 'recipient_restricted',
  '7.511': 'reputation',
  '7.606': 'reputation',
  '7.708': 'reputation',
};

const policyWords: readonly (readonly [ReturnReason, RegExp])[] = [
  ['authentication', /\bdmarc\b|\bdkim\b|\bspf\b|unauthenticated|sender authentication|arc-authentication/],
  ['reverse_dns', /reverse (?:dns|lookup|hostname)|\bptr\b|cannot find your (?:reverse )?hostname|\brdns\b/],
  [
    'reputation',
    /block ?list|black ?list|\brbl\b|\bdnsbl\b|spamhaus|barracuda|reputation|\bblocked\b|banned|\bs3140\b|\bs3150\b|\[bl\d\d\]|\[ph\d\d\]|client host rejected|ip=|bad ip|poor ip/,
  ],
  ['rate', /rate limit|too many (?:messages|connections|mails)|throttl|unusual rate|sending limit/],
  ['encryption', /must issue a starttls|tls (?:required|is required)|encryption (?:needed|required)/],
  [
    'content',
    /\bspam\b|\bvirus\b|\bjunk\b|unsolicited|content (?:rejected|filter)|message content|\[cs\d\d\]|\[hm\d\d\]|phish/,
  ],
  [
    'recipient_restricted',
    /(?:not|n't) (?:have permission|allowed|authorized|accepting)[^.]{0,60}(?:recipient|group|senders?)|restricted to|authentication is required to (?:send|deliver)|only accepts messages from/,
  ],
  [
    'sender',
    /sender (?:address )?(?:rejected|denied|refused)|sender verify failed|relay(?:ing)? (?:access )?(?:denied|not permitted)|unable to relay/,
  ],
  [
    'refused',
    /local policy|policy (?:restriction|reason|violation)|due to policy|access denied|administrative prohibition|not permitted|not accepted/,
  ],
];

function hard(reason: ReturnReason): ReturnJudgement {
  return { verdict: 'hard', reason };
}

function soft(reason: ReturnReason): ReturnJudgement {
  return { verdict: 'soft', reason };
}

function policy(reason: ReturnReason): ReturnJudgement {
  return { verdict: 'policy', reason };
}
