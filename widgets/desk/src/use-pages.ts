import { useCallback, useState } from 'preact/hooks';
import { toApiError, type ApiError } from './api/api-error.ts';
import { useLoaded, type Loaded } from './use-loaded.ts';

interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export interface Pages<T> {
  loaded: Loaded<Page<T>>;
  more: () => Promise<void>;
  isLoadingMore: boolean;
  moreError: ApiError | undefined;
}

/** A list that comes page by page. */
export function usePages<T>(
  key: string,
  load: (cursor: string | undefined, signal?: AbortSignal) => Promise<Page<T>>,
): Pages<T> {
  const loaded = useLoaded(key, (signal) => load(undefined, signal));
  const [isLoadingMore, setLoading] = useState(false);
  const [moreError, setError] = useState<ApiError>();
  const cursor = loaded.data?.nextCursor;
  const more = useCallback(async () => {
    if (cursor == null || isLoadingMore) return;
    setLoading(true);
    setError(undefined);
    try {
      const next = await load(cursor);
      loaded.change((page) =>
        // Read anew meanwhile: the page that was asked for does not follow any more.
        page.nextCursor === cursor
          ? { items: [...page.items, ...next.items], nextCursor: next.nextCursor }
          : page,
      );
    } catch (error) {
      setError(toApiError(error));
    } finally {
      setLoading(false);
    }
  }, [cursor, isLoadingMore, load, loaded]);
  return { loaded, more, isLoadingMore, moreError };
}
