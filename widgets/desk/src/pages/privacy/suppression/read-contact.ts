import type { Contact } from '../../../api/privacy-suppression.ts';

/** What somebody typed as one address or number; undefined when it looks like neither. The server looks closer. */
export function readContact(typed: string): Contact | undefined {
  const text = typed.trim();
  if (text.includes('@')) return { email: text };
  const digits = text.replaceAll(/[\s()./-]/g, '').replace(/^00/, '+');
  return /^\+\d{5,18}$/.test(digits) ? { phone: digits } : undefined;
}

export const isPhone = (contact: Contact): boolean => 'phone' in contact;

const listShape = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** The scope as the server knows it; undefined while a list has no name. */
export function scopeOf(chosen: 'mail' | 'calls' | 'list', listName: string): string | undefined {
  if (chosen !== 'list') return chosen;
  return listShape.test(listName) ? `list:${listName}` : undefined;
}
