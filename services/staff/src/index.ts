export { staffError } from './errors.ts';
export type { Audit, DeskTopic, NotifyDesk, SessionLifetimes, StaffDeps } from './ports.ts';
export { createStaff, staffMigrations } from './staff.ts';
export type { Staff } from './staff.ts';
export { settingsColumnsWithoutPersonalData } from './settings-columns.ts';
export { settingsRoutes } from './settings-routes.ts';
export type { NamesOf, SettingDefinition } from './settings-routes.ts';
export { createSettings } from './settings.ts';
export type { LiveSetting, Settings } from './settings.ts';
