export { captchaMigrations, createCaptcha } from './captcha.ts';
export type { Captcha, CaptchaConfig, CaptchaDeps } from './captcha.ts';
export type { CaptchaCheck, CaptchaCode, CheckCaptcha } from './check-captcha.ts';
export { captchaError } from './errors.ts';
export { DEFAULT_LADDER, describeLadder } from './ladder.ts';
export type { DescribedStep, Ladder, LadderStep } from './ladder.ts';
export { columnsWithoutPersonalData, tablesKeptOutOfDumps } from './personal-data.ts';
export type { MemoryHardSettings, Site } from './site.ts';
export type { Sites } from './sites.ts';
