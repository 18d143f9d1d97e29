import { useEffect, useRef, useState } from 'preact/hooks';
import { toApiError, type ApiError } from '../../../api/api-error.ts';
import {
  makePreview,
  readPreflight,
  savedPreviewPath,
  previewPath,
  type CampaignValue,
  type Finding,
  type Preflight,
  type Preview,
  type Scheme,
} from '../../../api/newsletter-campaigns.ts';
import { may } from '../../../session-state.ts';

const WAIT_MILLISECONDS = 500;

interface ShownPreview {
  findings: readonly Finding[];
  subject: string;
  text: string;
  htmlBytes: number;
  maxHtmlBytes: number;
  links: number;
}

export interface PreviewState {
  shown: ShownPreview | undefined;
  /** Of the newest mail that could be made; undefined before there is one. */
  frame: ((scheme: Scheme) => string) | undefined;
  /** What is written now cannot be made into a mail; the frame shows what could. */
  isStale: boolean;
  error: ApiError | undefined;
}

const nothing: PreviewState = { shown: undefined, frame: undefined, isStale: false, error: undefined };

/** What the server makes of the mail as it is being written, half a second after the last key. */
export function usePreview(id: string, value: CampaignValue, isReadOnly: boolean): PreviewState {
  const [state, setState] = useState<PreviewState>(nothing);
  // All but the name, which only staff see.
  const asked = JSON.stringify({ ...value, name: '' });
  const latest = useRef(value);
  latest.current = value;
  const isFirst = useRef(true);
  // Looking at what is being written is for writers; others see the saved mail.
  const isLive = !isReadOnly && may('newsletter.write');
  useEffect(() => {
    const controller = new AbortController();
    const ask = async (): Promise<void> => {
      try {
        const next = isLive
          ? ofWritten(await makePreview(latest.current, controller.signal))
          : ofSaved(id, await readPreflight(id, controller.signal));
        if (!controller.signal.aborted) setState((before) => following(before, next));
      } catch (error) {
        if (!controller.signal.aborted) setState((before) => ({ ...before, error: toApiError(error) }));
      }
    };
    const timer = setTimeout(() => void ask(), isFirst.current ? 0 : WAIT_MILLISECONDS);
    isFirst.current = false;
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [id, asked, isLive]);
  return state;
}

interface Made {
  shown: ShownPreview;
  frame: (scheme: Scheme) => string;
}

function ofWritten(preview: Preview): Made {
  return { shown: shownOf(preview), frame: (scheme) => previewPath(preview.id, scheme) };
}

function ofSaved(id: string, preflight: Preflight): Made {
  return { shown: shownOf(preflight), frame: (scheme) => savedPreviewPath(id, scheme) };
}

function shownOf(made: Omit<ShownPreview, 'links'> & { links: readonly unknown[] }): ShownPreview {
  return { ...made, links: made.links.length };
}

function following(before: PreviewState, { shown, frame }: Made): PreviewState {
  const isMade = shown.htmlBytes > 0;
  return { shown, frame: isMade ? frame : before.frame, isStale: !isMade, error: undefined };
}
