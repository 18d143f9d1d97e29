import { languages, type Language, type PersonalDataHolding } from '@foyer/service';
import type { SystemCommand } from '../command-line.ts';

export const privacyRecord: SystemCommand = {
  name: 'privacy:record',
  summary: 'Prints the record of processing activities (Art. 30 GDPR), as this version keeps it.',
  options: {
    json: { type: 'boolean', describe: 'for programs, instead of Markdown' },
    language: { type: 'string', describe: `${languages.join(', ')}; en when not given` },
  },
  needs: 'open',
  run: async ({ config, services }, options, io) => {
    const language = languages.find((one) => one === (options['language'] ?? 'en'));
    if (language === undefined) {
      io.print(`--language must be one of ${languages.join(', ')}, got ${String(options['language'])}`);
      return 1;
    }
    const holdings = services.all.flatMap(({ personalData }) => personalData);
    const record = processingRecord(holdings, { controller: config.companyName, language });
    io.print(options['json'] === true ? JSON.stringify(record, undefined, 2) : markdownOf(record, language));
    return 0;
  },
};

interface ProcessingRecord {
  controller: string;
  activities: {
    name: string;
    title: string;
    purpose: string;
    legalBasis: string;
    categories: string;
    retentionDays: number;
    retention: string;
    countedFrom: string;
    columns: readonly string[];
  }[];
}

/** The same holdings that the purge and the rights work on: what is printed is what is done. */
function processingRecord(
  holdings: readonly PersonalDataHolding[],
  { controller, language }: { controller: string; language: Language },
): ProcessingRecord {
  return {
    controller,
    activities: holdings.map((holding) => {
      const { name, columns } = holding;
      const { days, from } = holding.retention;
      const { title, category, purpose, legalBasis, retention } = holding.describe(language);
      return {
        name,
        title,
        purpose,
        legalBasis,
        categories: category,
        retentionDays: days,
        retention,
        countedFrom: from,
        columns,
      };
    }),
  };
}

function markdownOf({ controller, activities }: ProcessingRecord, language: Language): string {
  const words = recordWords[language];
  const lines = [`# ${words.record}: ${controller}`, ''];
  for (const activity of activities) {
    lines.push(
      `## ${activity.title} (\`${activity.name}\`)`,
      '',
      `- **${words.purpose}**: ${activity.purpose}`,
      `- **${words.legalBasis}**: ${activity.legalBasis}`,
      `- **${words.data}**: ${activity.categories}`,
      `- **${words.erasure}**: ${activity.retention} ${words.countedFrom} \`${activity.countedFrom}\`.`,
      `- **${words.where}**: ${tablesOf(activity.columns).join(', ')}`,
      '',
    );
  }
  return lines.join('\n').trimEnd();
}

function tablesOf(columns: readonly string[]): string[] {
  return [...new Set(columns.map((column) => `\`${column.replace(/\.[^.]+$/, '')}\``))];
}

const recordWords = {
  en: {
    record: 'Record of processing activities',
    purpose: 'Purpose',
    legalBasis: 'Legal basis',
    data: 'Data',
    erasure: 'Erasure',
    countedFrom: 'Counted from',
    where: 'Where',
  },
  nl: {
    record: 'Register van verwerkingsactiviteiten',
    purpose: 'Doel',
    legalBasis: 'Grondslag',
    data: 'Gegevens',
    erasure: 'Wissen',
    countedFrom: 'Geteld vanaf',
    where: 'Waar',
  },
  de: {
    record: 'Verzeichnis von Verarbeitungstätigkeiten',
    purpose: 'Zweck',
    legalBasis: 'Rechtsgrundlage',
    data: 'Daten',
    erasure: 'Löschung',
    countedFrom: 'Gezählt ab',
    where: 'Wo',
  },
  fr: {
    record: 'Registre des activités de traitement',
    purpose: 'Finalité',
    legalBasis: 'Base juridique',
    data: 'Données',
    erasure: 'Effacement',
    countedFrom: 'Compté depuis',
    where: 'Où',
  },
} satisfies Record<Language, Record<string, string>>;
