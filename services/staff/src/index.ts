export { staffError } from './errors.ts';
export type { Audit, DeskTopic, NotifyDesk, SessionLifetimes, StaffDeps } from './ports.ts';
export { createStaff, staffMigrations } from './staff.ts';
export type { Staff } from './staff.ts';
