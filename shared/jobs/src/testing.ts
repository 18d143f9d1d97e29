export { testRunner, untilNoJobIsDue } from './test-runner.ts';
export type { TestRunner } from './test-runner.ts';
