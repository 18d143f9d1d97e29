import { list, record, text, type JsonRecord } from './json-reader.ts';

export interface Operation {
  anchor: string;
  method: string;
  path: string;
  tag: string;
  summary: string;
  description: string;
  details: JsonRecord;
}

export interface TagGroup {
  tag: string;
  operations: Operation[];
}

const methods = ['get', 'post', 'put', 'patch', 'delete'];

/** All operations of an OpenAPI document by their first tag, in the order of the document. */
export function operationsByTag(document: JsonRecord): TagGroup[] {
  const groups = new Map<string, Operation[]>();
  for (const [path, item] of Object.entries(record(document['paths']))) {
    for (const method of methods) {
      const details = record(record(item)[method]);
      if (Object.keys(details).length === 0) continue;
      const tag = text(list(details['tags'])[0]) || 'other';
      const operation = {
        anchor: `${method}-${path.replaceAll(/[^a-z0-9]+/gi, '-').replaceAll(/^-|-$/g, '')}`,
        method,
        path,
        tag,
        summary: text(details['summary']) || `${method.toUpperCase()} ${path}`,
        description: text(details['description']),
        details,
      };
      groups.set(tag, [...(groups.get(tag) ?? []), operation]);
    }
  }
  return [...groups].map(([tag, operations]) => ({ tag, operations }));
}
