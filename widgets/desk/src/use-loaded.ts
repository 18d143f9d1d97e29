import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { toApiError, type ApiError } from './api/api-error.ts';

export interface Loaded<T> {
  data: T | undefined;
  error: ApiError | undefined;
  isLoading: boolean;
  /** Asks anew; what is shown stays until the answer is there. */
  reload: () => Promise<void>;
  /** Changes what is shown before, or without, asking anew. */
  change: (change: (data: T) => T) => void;
}

interface State<T> {
  key: string;
  data: T | undefined;
  error: ApiError | undefined;
  isLoading: boolean;
}

/** Loads on arrival and whenever the key changes; an answer that comes too late for its key is dropped. */
export function useLoaded<T>(key: string, load: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const fresh: State<T> = { key, data: undefined, error: undefined, isLoading: true };
  const [stored, setState] = useState(fresh);
  const state = stored.key === key ? stored : fresh;
  const latest = useRef({ load, controller: new AbortController() });
  latest.current.load = load;

  const reload = useCallback(async () => {
    latest.current.controller.abort();
    const controller = new AbortController();
    latest.current.controller = controller;
    setState((before) => ({ ...(before.key === key ? before : fresh), isLoading: true }));
    try {
      const data = await latest.current.load(controller.signal);
      if (!controller.signal.aborted) setState({ key, data, error: undefined, isLoading: false });
    } catch (error) {
      if (controller.signal.aborted) return;
      setState((before) => ({
        key,
        data: before.key === key ? before.data : undefined,
        error: toApiError(error),
        isLoading: false,
      }));
    }
  }, [key]);

  useEffect(() => {
    void reload();
    return () => latest.current.controller.abort();
  }, [reload]);

  const change = useCallback(
    (next: (data: T) => T) =>
      setState((before) => (before.data === undefined ? before : { ...before, data: next(before.data) })),
    [],
  );
  return { ...state, reload, change };
}
