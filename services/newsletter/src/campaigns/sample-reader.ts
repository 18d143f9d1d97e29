import type { CompiledMail, Hole } from '../compiled-mail.ts';
import { salutationLine } from '../sending/salutation.ts';

/** Somebody to look at a mail as. */
export interface SampleReader {
  name: string;
  email: string;
}

export const nobodyInParticular: SampleReader = { name: 'Alex Example', email: 'reader@example.com' };

/** What is filled in for a reader who has subscribed to nothing: the links lead to no subscription. */
export function sampleValues(
  { language }: Pick<CompiledMail, 'language'>,
  { name, email }: SampleReader,
  publicUrl: string,
): Record<Hole, string> {
  return {
    name,
    salutation: salutationLine({ salutation: 'neutral', name }, language),
    email,
    unsubscribe_url: `${publicUrl}/newsletter/unsubscribe/sample`,
    preferences_url: `${publicUrl}/newsletter/preferences/sample`,
  };
}
