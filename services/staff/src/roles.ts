/** What staff may be allowed to; each desk route names one of these. */
const permissions = [
  'session',
  'inbox.read',
  'inbox.work',
  'inbox.reply',
  'inbox.release',
  'inbox.export',
  'inbox.canned',
  'callback.read',
  'callback.work',
  'callback.settings',
  'captcha.read',
  'captcha.manage',
  'settings.read',
  'settings.manage',
  'webhooks.manage',
  'staff.manage',
  'audit.read',
  'privacy.read',
  'privacy.work',
  'newsletter.read',
  'newsletter.write',
  'newsletter.release',
  'newsletter.send',
  'newsletter.subscribers',
] as const;

export type Permission = (typeof permissions)[number];

export const roles = ['administrator', 'agent', 'marketing', 'privacy_officer'] as const;

export type Role = (typeof roles)[number];

const permissionsByRole: Readonly<Record<Role, readonly Permission[]>> = {
  administrator: permissions,
  agent: [
    'session',
    'inbox.read',
    'inbox.work',
    'inbox.reply',
    'inbox.release',
    'callback.read',
    'callback.work',
    'captcha.read',
    'settings.read',
  ],
  marketing: [
    'session',
    'captcha.read',
    'settings.read',
    'newsletter.read',
    'newsletter.write',
    'newsletter.release',
    'newsletter.send',
    'newsletter.subscribers',
  ],
  privacy_officer: [
    'session',
    'inbox.read',
    'inbox.export',
    'audit.read',
    'settings.read',
    'captcha.read',
    'privacy.read',
    'privacy.work',
  ],
};

export function permissionsOf(held: readonly Role[]): ReadonlySet<Permission> {
  return new Set(held.flatMap((role) => permissionsByRole[role]));
}

/** Roles as the database has them; one that this program does not know gives no permission. */
export function knownRoles(names: readonly string[]): Role[] {
  return roles.filter((role) => names.includes(role));
}
