import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { readColleagues, type Colleague } from './api/staff.ts';
import { me } from './session-state.ts';
import { strings } from './strings.ts';

const colleagues = signal<readonly Colleague[]>([]);
let loading: Promise<void> | undefined;

/** Everybody of the staff, for assigning and for naming who did something. */
export function useColleagues(): readonly Colleague[] {
  useEffect(() => {
    loading ??= load();
  }, []);
  return colleagues.value;
}

export function nameOf(id: string | null): string {
  if (id === null) return strings.nobody;
  if (id === me.value?.id) return me.value.name;
  return colleagues.value.find((colleague) => colleague.id === id)?.name ?? strings.formerColleague;
}

async function load(): Promise<void> {
  try {
    colleagues.value = await readColleagues();
  } catch {
    // Without them the desk works on with ids unnamed; the next page asks again.
    loading = undefined;
  }
}
