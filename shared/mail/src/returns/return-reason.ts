/** Why a mail came back or was refused. */
export type ReturnReason =
  | 'mailbox_unknown'
  | 'mailbox_disabled'
  | 'domain_unknown'
  | 'mailbox_full'
  | 'too_large'
  | 'server_unreachable'
  | 'temporary'
  | 'routing'
  | 'unclear'
  | 'authentication'
  | 'reputation'
  | 'content'
  | 'rate'
  | 'reverse_dns'
  | 'encryption'
  | 'sender'
  | 'recipient_restricted'
  | 'refused'
  | 'delayed'
  | 'delivered';

/**
 * What follows for the recipient: `hard`, there is nobody there; `soft`, not this time; `policy`, we are refused, whoever
 * the recipient is; `delayed`, the server still tries; `none`, it arrived after all.
 */
type ReturnVerdict = 'hard' | 'soft' | 'policy' | 'delayed' | 'none';

export interface ReturnJudgement {
  verdict: ReturnVerdict;
  reason: ReturnReason;
}

export interface ServerWords {
  /** Of RFC 3464; 'failed' when not given. */
  action?: string | undefined;
  /** RFC 3463: '5.1.1'. Read out of the text when not given. */
  status?: string | undefined;
  /** What the server said, reply code and all. */
  text: string;
}
