import { compatWidgetClass, type CompatWidget } from './compat-widget.ts';
import { inlineAssets } from './inline-assets.ts';

// dist/captcha.compat.js: a page with `.frc-captcha` elements changes its script tag, with or without type="module", and nothing else.
const WidgetInstance = compatWidgetClass(inlineAssets(ownUrl()));
const friendlyChallenge: { WidgetInstance: typeof WidgetInstance; autoWidget: CompatWidget | null } = {
  WidgetInstance,
  autoWidget: null,
};
Object.assign(window, { friendlyChallenge });
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', attachAll);
else attachAll();

function attachAll(): void {
  for (const element of document.querySelectorAll<HTMLElement>('.frc-captcha:not([data-attached])')) {
    try {
      const widget = new WidgetInstance(element);
      element.dataset['attached'] = '1';
      Object.assign(element, { friendlyChallengeWidget: widget });
      friendlyChallenge.autoWidget ??= widget;
    } catch (error) {
      reportError(error); // one element's mistake is not the next one's
    }
  }
}

/** A module has no current script, and this file, which is also loaded without type="module", no `import.meta`. */
function ownUrl(): string {
  const script =
    document.currentScript ?? document.querySelector('script[src*="captcha.compat.js"]') ?? undefined;
  return script instanceof HTMLScriptElement ? script.src : document.baseURI;
}
