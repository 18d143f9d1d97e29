import { defineCaptcha } from './element.ts';
import { hostedAssets } from './hosted-assets.ts';

// dist/captcha.js
defineCaptcha(hostedAssets(import.meta.url));
