import { useRef, useState } from 'preact/hooks';
import { toApiError, type ApiError } from './api/api-error.ts';

export interface Action<Args extends unknown[]> {
  run: (...args: Args) => Promise<boolean>;
  isBusy: boolean;
  error: ApiError | undefined;
  clear: () => void;
}

/** Something a person asked for: once at a time, its error kept beside it. Answers whether it worked. */
export function useAction<Args extends unknown[]>(act: (...args: Args) => Promise<unknown>): Action<Args> {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const isRunning = useRef(false);
  return {
    isBusy,
    error,
    clear: () => setError(undefined),
    run: async (...args) => {
      if (isRunning.current) return false;
      isRunning.current = true;
      setBusy(true);
      setError(undefined);
      try {
        await act(...args);
        return true;
      } catch (thrown) {
        setError(toApiError(thrown));
        return false;
      } finally {
        isRunning.current = false;
        setBusy(false);
      }
    },
  };
}
