import type { Language } from '@foyer/service';
import type { RequestKind } from './request.ts';
import { de } from './strings/de.ts';
import { en } from './strings/en.ts';
import { fr } from './strings/fr.ts';
import { nl } from './strings/nl.ts';

type DoneKind = 'rectification' | 'restriction' | 'lift_restriction' | 'objection' | 'withdrawal';

/** What pages, files and mails say. */
export interface RightsStrings {
  ask: Texts<
    | 'title'
    | 'lede'
    | 'email'
    | 'emailHint'
    | 'button'
    | 'noticeTitle'
    | 'notice'
    | 'byPhone'
    | 'wrongEmail'
    | 'wrongCaptcha'
  >;
  asked: Texts<'title' | 'text'>;
  open: Texts<'title' | 'text' | 'button'>;
  unknown: Texts<'title' | 'text' | 'again'>;
  data: Texts<
    | 'title'
    | 'nothing'
    | 'restricted'
    | 'category'
    | 'purpose'
    | 'legalBasis'
    | 'retention'
    | 'consents'
    | 'noConsents'
    | 'withdraw'
    | 'receipt'
    | 'recipients'
    | 'noRecipients'
    | 'mailProvider'
  > & {
    lede: (email: string, until: string) => string;
    held: (until: string, why: string) => string;
    given: (date: string) => string;
    withdrawn: (date: string) => string;
    traced: (name: string, host: string, count: number, date: string) => string;
  };
  consent: Texts<'controller' | 'given' | 'withdrawn' | 'proof' | 'file'>;
  actions: Texts<
    | 'title'
    | 'download'
    | 'downloadText'
    | 'downloadButton'
    | 'rectify'
    | 'rectifyText'
    | 'name'
    | 'phone'
    | 'phoneHint'
    | 'rectifyButton'
    | 'restrict'
    | 'restrictText'
    | 'restrictButton'
    | 'liftText'
    | 'liftButton'
    | 'object'
    | 'objectText'
    | 'objected'
    | 'objectButton'
    | 'erase'
    | 'eraseText'
    | 'eraseButton'
  >;
  erase: Texts<'title' | 'lede' | 'erased' | 'nothing' | 'stays' | 'staysText' | 'button' | 'back'> & {
    records: (count: number) => string;
  };
  done: Texts<
    | 'erasedTitle'
    | 'erased'
    | 'retained'
    | 'told'
    | 'receipt'
    | 'receiptText'
    | 'refused'
    | 'empty'
    | 'tooOften'
    | DoneKind
  > & {
    erasedText: (reference: string) => string;
    retainedLine: (what: string, why: string, until: string) => string;
  };
  file: Texts<'title'> & { lede: (company: string, date: string) => string };
  mail: Texts<'footer' | 'requestFooter'> & {
    link: Texts<'subject' | 'title' | 'lede' | 'button' | 'notYou'>;
    extension: Texts<'title' | 'after'> & {
      subject: (reference: string) => string;
      lede: (until: string) => string;
    };
    refusal: Texts<'title' | 'lede' | 'after'> & { subject: (reference: string) => string };
    answer: Texts<'title' | 'receipt' | 'after'> & {
      subject: (reference: string) => string;
      lede: Record<RequestKind, string>;
    };
  };
  /** By the name of the field; others are shown as they are. */
  fields: Partial<Record<string, string>>;
  yes: string;
  no: string;
}

type Texts<Key extends string> = Record<Key, string>;

export const rightsStrings: Readonly<Record<Language, RightsStrings>> = { en, nl, de, fr };
