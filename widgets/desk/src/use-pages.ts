import { useCallback, useRef, useState } from 'preact/hooks';
import { toApiError, type ApiError } from './api/api-error.ts';
import { readPages, type Page, type ReadPage } from './read-pages.ts';
import { useLoaded, type Loaded } from './use-loaded.ts';

// Read anew one after the other: whoever went on further sees the beginning, and goes on again.
const MAX_PAGES_ANEW = 10;

export interface Pages<T> {
  loaded: Loaded<Page<T>>;
  more: () => Promise<void>;
  isLoadingMore: boolean;
  moreError: ApiError | undefined;
}

/** A list that comes page by page. Read anew, it stays as long as it is. */
export function usePages<T>(key: string, load: ReadPage<T>): Pages<T> {
  const shown = useRef({ key, pages: 1 });
  if (shown.current.key !== key) shown.current = { key, pages: 1 };
  const loaded = useLoaded(key, (signal) =>
    readPages(load, Math.min(shown.current.pages, MAX_PAGES_ANEW), signal),
  );
  const [isLoadingMore, setLoading] = useState(false);
  const [moreError, setError] = useState<ApiError>();
  const cursor = loaded.data?.nextCursor;
  const more = useCallback(async () => {
    if (cursor == null || isLoadingMore) return;
    setLoading(true);
    setError(undefined);
    try {
      const next = await load(cursor);
      loaded.change((page) => {
        // Read anew meanwhile: the page that was asked for does not follow any more.
        if (page.nextCursor !== cursor) return page;
        shown.current.pages += 1;
        return { items: [...page.items, ...next.items], nextCursor: next.nextCursor };
      });
    } catch (error) {
      setError(toApiError(error));
    } finally {
      setLoading(false);
    }
  }, [cursor, isLoadingMore, load, loaded]);
  return { loaded, more, isLoadingMore, moreError };
}
