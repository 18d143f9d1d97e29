import { signal } from '@preact/signals';
import { announce } from './announce.ts';

export interface Toast {
  id: number;
  text: string;
  tone: 'plain' | 'danger';
  action: { label: string; act: () => void } | undefined;
}

export const toasts = signal<readonly Toast[]>([]);

const SECONDS = 6;
// Long enough to read it, decide and reach it by keyboard.
const SECONDS_WITH_ACTION = 12;
const MAX_TOASTS = 3;
let lastId = 0;

export function showToast(text: string, options: Partial<Pick<Toast, 'tone' | 'action'>> = {}): number {
  const toast: Toast = { id: ++lastId, text, tone: options.tone ?? 'plain', action: options.action };
  toasts.value = [...toasts.value, toast].slice(-MAX_TOASTS);
  announce(text);
  return toast.id;
}

export function toastSeconds(toast: Toast): number {
  return toast.action === undefined && toast.tone === 'plain' ? SECONDS : SECONDS_WITH_ACTION;
}

export function dismissToast(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
}

/** What `z` does: the action of the newest toast that has one. */
export function actOnNewestToast(): void {
  const toast = toasts.value.findLast(({ action }) => action !== undefined);
  if (toast === undefined) return;
  dismissToast(toast.id);
  toast.action?.act();
}
