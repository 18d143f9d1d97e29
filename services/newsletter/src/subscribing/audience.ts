import { languages } from '@foyer/service';
import { z } from 'zod';

const Topic = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
const Attribute = z.strictObject({ name: z.string().min(1).max(40), is: z.string().max(200) });

/** Whom a campaign is for: in one of these topics, and none of what is excepted. */
export const Audience = z
  .strictObject({
    topics: z.array(Topic).min(1).max(50),
    exceptTopics: z.array(Topic).max(50).optional(),
    languages: z.array(z.enum(languages)).min(1).max(10).optional().describe('Without it, all'),
    attributes: z.array(Attribute).max(20).optional().describe('All of these'),
    exceptAttributes: z.array(Attribute).max(20).optional().describe('None of these'),
  })
  .meta({ id: 'NewsletterAudience' });

export type Audience = z.output<typeof Audience>;

/** Why somebody whom the audience names gets nothing. */
export type Exclusion = 'unsubscribed' | 'paused' | 'restricted';

/** As `candidates` names its columns. */
export interface Candidate {
  subscriber_id: string;
  number: number;
  email: string;
  mail_domain: string;
  excluded: Exclusion | null;
}
