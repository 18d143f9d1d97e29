import { enhanceForm, sendForm, type PlacedForm, type WrongField } from '@foyer/kit';
import { fieldSentence } from './field-sentence.ts';
import { sentView } from './sent-view.ts';
import { requestSettings } from './settings-request.ts';
import { chooseSlots } from './slot-chooser.ts';
import type { CallbackStrings } from './strings.ts';

/** Takes over choosing a time, too. */
export function enhanceCallbackForm(placed: PlacedForm<CallbackStrings>): void {
  const { form, language, strings } = placed;
  const chooser = chooseSlots(form, language, strings);
  enhanceForm(placed, {
    wrongFields,
    controlOf: (pointer) => (pointer === '/slot' ? chooser?.control : undefined),
    sentenceFor: (pointer, code) => fieldSentence(strings, pointer, code),
    refused: async ({ errors }) => {
      if (errors.some(({ pointer }) => pointer === '/slot')) await offerAnew();
    },
    send: sendForm,
    sent: (accepted) => sentView(accepted, strings, language),
    reopened: () => void offerAnew(),
  });

  function wrongFields(): WrongField[] {
    const wrong: WrongField[] = [];
    const check = (
      name: string,
      isWrong: (value: string, control: HTMLInputElement) => boolean,
      text: string,
    ) => {
      const control = form.elements.namedItem(name);
      if (control instanceof HTMLInputElement && isWrong(control.value.trim(), control)) {
        wrong.push({ control, text });
      }
    };
    check('name', (value) => value === '', strings.nameMissing);
    check('phone', (value) => value.replace(/\D/g, '').length < 5, strings.phoneWrong);
    check('email', (_, { validity }) => validity.typeMismatch, strings.emailWrong);
    if (chooser?.value() === '') wrong.push({ control: chooser.control, text: strings.slotMissing });
    return wrong;
  }

  /** The times of the page are as old as the page; without an answer the visitor chooses among those. */
  async function offerAnew(): Promise<void> {
    const url = form.action.replace(/requests$/, 'slots');
    const settings = await requestSettings(`${url}?language=${language}`).catch(() => undefined);
    if (settings === undefined) return;
    const starts = settings.slots.map(({ startsAt }) => startsAt);
    chooser?.offer({ starts, isOpenNow: settings.isOpenNow });
  }
}
