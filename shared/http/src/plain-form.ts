import type { RequestFacts } from './route.ts';

/** Whether the form itself sent it: a program of the page says that it is one, the form cannot. */
export function isPlainForm({ headers }: Pick<RequestFacts, 'headers'>): boolean {
  return !(headers['content-type'] ?? '').toLowerCase().startsWith('application/json');
}
