import type { PersonalDataHolding } from '@foyer/service';
import type { SystemCommand } from '../command-line.ts';

export const privacyRecord: SystemCommand = {
  name: 'privacy:record',
  summary: 'Prints the record of processing activities (Art. 30 GDPR), as this version keeps it.',
  options: { json: { type: 'boolean', describe: 'for programs, instead of Markdown' } },
  needs: 'open',
  run: async ({ config, services }, options, io) => {
    const holdings = services.all.flatMap(({ personalData }) => personalData);
    const record = processingRecord(holdings, config.companyName);
    io.print(options['json'] === true ? JSON.stringify(record, undefined, 2) : markdownOf(record));
    return 0;
  },
};

interface ProcessingRecord {
  controller: string;
  activities: {
    name: string;
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
function processingRecord(holdings: readonly PersonalDataHolding[], controller: string): ProcessingRecord {
  return {
    controller,
    activities: holdings.map(({ name, purpose, legalBasis, category, retention, columns }) => ({
      name,
      purpose,
      legalBasis,
      categories: category,
      retentionDays: retention.days,
      retention: retention.text,
      countedFrom: retention.from,
      columns,
    })),
  };
}

function markdownOf({ controller, activities }: ProcessingRecord): string {
  const lines = [`# Record of processing activities: ${controller}`, ''];
  for (const activity of activities) {
    lines.push(
      `## ${activity.name}`,
      '',
      `- **Purpose**: ${activity.purpose}`,
      `- **Legal basis**: ${activity.legalBasis}`,
      `- **Data**: ${activity.categories}`,
      `- **Erasure**: ${activity.retention} Counted from \`${activity.countedFrom}\`.`,
      `- **Where**: ${tablesOf(activity.columns).join(', ')}`,
      '',
    );
  }
  return lines.join('\n').trimEnd();
}

function tablesOf(columns: readonly string[]): string[] {
  return [...new Set(columns.map((column) => `\`${column.replace(/\.[^.]+$/, '')}\``))];
}
