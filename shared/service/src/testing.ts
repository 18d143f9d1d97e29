export { liveThroughCanaries, purgeAll } from './life-of-records.ts';
export { plainPage } from './plain-page.ts';
