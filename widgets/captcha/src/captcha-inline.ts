import { defineCaptcha } from './element.ts';
import { inlineAssets } from './inline-assets.ts';

// dist/captcha.inline.js, for pages of another origin
defineCaptcha(inlineAssets(import.meta.url));
