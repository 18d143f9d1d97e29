import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { list, oneOf, shape, text } from './api/decode.ts';

export type ChangeTopic = 'inbox' | 'callback' | 'webhooks' | 'staff' | 'settings' | 'privacy' | 'newsletter';
/** No ids: something may have changed unheard, everything of the topic must be asked anew. */
type Listener = (ids: readonly string[]) => void;

const decodeChange = shape({
  topic: oneOf('inbox', 'callback', 'webhooks', 'staff', 'settings', 'privacy', 'newsletter'),
  ids: list(text),
});

/** The stream has been gone for so long that the person should know. */
export const isDisconnected = signal(false);

const NOTICE_MILLISECONDS = 4000;
const MAX_WAIT_MILLISECONDS = 30_000;
const listeners = new Map<ChangeTopic, Set<Listener>>();

/** Listens to what changes on the server until it is told to stop, and comes back whenever the connection is lost. */
export function startLive(): () => void {
  let source: EventSource | undefined;
  let wasOpen = false;
  let attempt = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let notice: ReturnType<typeof setTimeout> | undefined;

  const open = (): void => {
    clearTimeout(retry);
    source?.close();
    source = new EventSource('/desk/api/events');
    source.addEventListener('open', () => {
      clearTimeout(notice);
      notice = undefined;
      attempt = 0;
      isDisconnected.value = false;
      // What happened while nobody listened was told to nobody.
      if (wasOpen) tellAll();
      wasOpen = true;
    });
    source.addEventListener('change', (event) => tell(event.data));
    source.addEventListener('error', () => {
      notice ??= setTimeout(() => (isDisconnected.value = true), NOTICE_MILLISECONDS);
      // After an answer that is no stream (a proxy's 502, an ended session) the browser does not try again by itself.
      if (source?.readyState !== EventSource.CLOSED) return;
      attempt += 1;
      retry = setTimeout(open, Math.min(1000 * 2 ** attempt, MAX_WAIT_MILLISECONDS));
    });
  };
  const seen = (): void => {
    if (document.visibilityState === 'visible' && source?.readyState === EventSource.CLOSED) open();
  };

  open();
  addEventListener('online', open);
  document.addEventListener('visibilitychange', seen);
  return () => {
    source?.close();
    clearTimeout(retry);
    clearTimeout(notice);
    removeEventListener('online', open);
    document.removeEventListener('visibilitychange', seen);
    isDisconnected.value = false;
  };
}

/** Calls with the ids that changed. Changes that come close together are told once. */
export function useChanges(topic: ChangeTopic, listener: Listener): void {
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => {
    const ids = new Set<string>();
    let isEverything = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tellLater: Listener = (changed) => {
      if (changed.length === 0) isEverything = true;
      for (const id of changed) ids.add(id);
      timer ??= setTimeout(() => {
        timer = undefined;
        latest.current(isEverything ? [] : [...ids]);
        ids.clear();
        isEverything = false;
      }, 250);
    };
    const set = listeners.get(topic) ?? new Set();
    listeners.set(topic, set.add(tellLater));
    return () => {
      set.delete(tellLater);
      clearTimeout(timer);
    };
  }, [topic]);
}

function tell(data: unknown): void {
  try {
    const { topic, ids } = decodeChange(typeof data === 'string' ? JSON.parse(data) : data, '');
    for (const listener of listeners.get(topic) ?? []) listener(ids);
  } catch {
    // A newer server may tell of topics that this page does not know; they are none of its business.
  }
}

function tellAll(): void {
  for (const set of listeners.values()) for (const listener of set) listener([]);
}
