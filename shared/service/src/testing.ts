export { liveThroughCanaries, purgeAll } from './life-of-records.ts';
