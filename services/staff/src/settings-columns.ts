/** Settings are about the company. `changed_by` is the id of a member of staff; what is known of them is in staff.account. */
export const settingsColumnsWithoutPersonalData: readonly string[] = [
  'staff.setting_version.key',
  'staff.setting_version.version',
  'staff.setting_version.value',
  'staff.setting_version.changed_by',
  'staff.setting_version.changed_at',
];
