export { defineCaptcha } from './element.ts';
export { hostedAssets } from './hosted-assets.ts';
