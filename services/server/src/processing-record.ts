import type { Recipient } from '@foyer/privacy';
import type { Language, PersonalDataHolding } from '@foyer/service';
import { recordWords } from './processing-record-words.ts';

/** Art. 30(1) GDPR, as far as a program knows it. */
export interface ProcessingRecord {
  controller: { name: string; contact: string; privacyNotice: string | null };
  activities: Activity[];
  recipients: readonly { name: string; gets: string }[];
  /** General description of the measures of Art. 32(1), as this version takes them. */
  security: readonly string[];
}

interface Activity {
  name: string;
  title: string;
  /** Whose data: visitors or staff. */
  subjects: string;
  purpose: string;
  legalBasis: string;
  categories: string;
  retentionDays: number;
  retention: string;
  keptAfterErasure: string | null;
  countedFrom: string;
  columns: readonly string[];
}

/** The same holdings that the purge and the rights work on: what is printed is what is done. */
export function processingRecord(
  holdings: readonly PersonalDataHolding[],
  about: {
    controller: ProcessingRecord['controller'];
    /** Systems that are fed, with the kinds of events that they hear of. */
    receivers: readonly { name: string; url: string; eventTypes: readonly string[] }[];
    /** Those who work for the company. */
    always: readonly Recipient[];
    language: Language;
  },
): ProcessingRecord {
  const { controller, receivers, always, language } = about;
  const words = recordWords[language];
  return {
    controller,
    activities: holdings.map((holding) => {
      const { name, columns, retention, isAboutStaff = false } = holding;
      const described = holding.describe(language);
      return {
        name,
        title: described.title,
        subjects: isAboutStaff ? words.staff : words.visitors,
        purpose: described.purpose,
        legalBasis: described.legalBasis,
        categories: described.category,
        retentionDays: retention.days,
        retention: described.retention,
        keptAfterErasure: described.keptAfterErasure ?? null,
        countedFrom: retention.from,
        columns,
      };
    }),
    recipients: [
      ...always.map(({ name, purpose }) => ({ name, gets: words[purpose] })),
      ...receivers.map(({ name, url, eventTypes }) => ({
        name: `${name} (${new URL(url).host})`,
        gets: eventTypes.join(', '),
      })),
    ],
    security: words.measures,
  };
}

/** In Markdown. */
export function markdownOf(record: ProcessingRecord, language: Language): string {
  const words = recordWords[language];
  const { controller, activities, recipients, security } = record;
  const list = (lines: readonly string[]) => (lines.length === 0 ? [words.none] : lines);
  return [
    `# ${words.record}: ${controller.name}`,
    '',
    `${words.contact}: ${[controller.contact, controller.privacyNotice ?? []].flat().join(' · ')}`,
    '',
    ...activities.flatMap((activity) => [...activityLines(activity, words), '']),
    `## ${words.recipients}`,
    '',
    ...list(recipients.map(({ name, gets }) => `- **${name}**: ${gets}`)),
    '',
    `## ${words.security}`,
    '',
    ...security.map((measure) => `- ${measure}`),
  ].join('\n');
}

function activityLines(activity: Activity, words: (typeof recordWords)[Language]): string[] {
  const { keptAfterErasure } = activity;
  return [
    `## ${activity.title} (\`${activity.name}\`)`,
    '',
    `- **${words.purpose}**: ${activity.purpose}`,
    `- **${words.legalBasis}**: ${activity.legalBasis}`,
    `- **${words.subjects}**: ${activity.subjects}`,
    `- **${words.data}**: ${activity.categories}`,
    `- **${words.erasure}**: ${activity.retention} ${words.countedFrom} \`${activity.countedFrom}\`.`,
    ...(keptAfterErasure === null ? [] : [`- **${words.keptAfterErasure}**: ${keptAfterErasure}.`]),
    `- **${words.where}**: ${tablesOf(activity.columns).join(', ')}`,
  ];
}

function tablesOf(columns: readonly string[]): string[] {
  return [...new Set(columns.map((column) => `\`${column.replace(/\.[^.]+$/, '')}\``))];
}
