export { fakeClock } from './fake-clock.ts';
export type { FakeClock, TimeSpan } from './fake-clock.ts';
export { silentLog } from './silent-log.ts';
export type { LogLine, SilentLog } from './silent-log.ts';
