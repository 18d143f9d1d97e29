import { clearFieldError, html, type Language } from '@foyer/kit';
import { mark } from '@foyer/kit/form-markup';
import { dayWords, timeWords, zoneWords } from './slot-words.ts';
import type { CallbackStrings } from './strings.ts';

export interface SlotChooser {
  /** What a missing or refused time is said about. */
  control: HTMLSelectElement;
  /** The start of the slot, `asap`, or empty. */
  value(): string;
  /** Offers other times, and keeps the choice where it is still there. */
  offer(times: { starts: readonly string[]; isOpenNow: boolean }): void;
}

/** Turns the one long list into a day and then a time, on the visitor's own clocks. Undefined where the form has no list. */
export function chooseSlots(
  form: HTMLFormElement,
  language: Language,
  strings: CallbackStrings,
): SlotChooser | undefined {
  const place = form.querySelector<HTMLElement>('.foyer-slots');
  const list = place?.querySelector('select');
  if (!place || !list) return undefined;
  const { id } = list;
  const officeZone = place.dataset['zone'] ?? 'UTC';
  const minutes = Number(place.dataset['minutes']);
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const values = [...list.options].map(({ value }) => value).filter(Boolean);
  const isElsewhere = timesOf(values, zone) !== timesOf(values, officeZone);

  place.innerHTML = String(
    html`<fieldset class="foyer-group">
      <legend class="foyer-label">${strings.when}${mark}</legend>
      <p class="foyer-hint" id="${id}-hint">${strings.zone} ${zoneWords(zone)}</p>
      <div class="foyer-field">
        <label for="${id}">${strings.day}</label>
        <select class="foyer-input" id="${id}" aria-describedby="${id}-hint"></select>
        <p class="foyer-error" id="${id}-error" hidden></p>
      </div>
      <div class="foyer-times" role="radiogroup" aria-label="${strings.time}"></div>
      <p class="foyer-hint foyer-office" aria-live="polite"></p>
    </fieldset>`,
  );
  const control = place.querySelector('select') ?? list;
  const times = place.querySelector<HTMLElement>('.foyer-times') ?? place;
  const office = place.querySelector<HTMLElement>('.foyer-office') ?? place;
  let days = new Map<string, string[]>();

  control.addEventListener('change', () => showTimes());
  times.addEventListener('change', () => {
    clearFieldError(control);
    showOffice();
  });

  const chosen = (): string => {
    const value = new FormData(form).get('slot');
    return typeof value === 'string' ? value : '';
  };

  function showTimes(kept = ''): void {
    times.innerHTML = String(
      control.value === 'asap'
        ? html`<p class="foyer-hint">${strings.asapHint}</p>
            <input type="hidden" name="slot" value="asap" />`
        : html`${(days.get(control.value) ?? []).map(
            (start) =>
              html`<label class="foyer-time"
                ><input type="radio" name="slot" value="${start}" ${start === kept && html`checked`} /><span
                  >${timeWords(new Date(start), minutes, language, zone)}</span
                ></label
              >`,
          )}`,
    );
    // A group of radio buttons without one would be read as an empty group.
    if (control.value === 'asap') times.removeAttribute('role');
    else times.setAttribute('role', 'radiogroup');
    showOffice();
  }

  function showOffice(): void {
    const start = new Date(chosen());
    office.textContent =
      isElsewhere && !Number.isNaN(start.valueOf())
        ? `${strings.officeZone} ${timeWords(start, minutes, language, officeZone)} (${zoneWords(officeZone)})`
        : '';
  }

  const chooser: SlotChooser = {
    control,
    value: chosen,
    offer({ starts, isOpenNow }) {
      const kept = chosen();
      days = Map.groupBy(starts, (start) => dayWords(new Date(start), language, zone));
      control.innerHTML = String(
        html`${isOpenNow && html`<option value="asap">${strings.asap}</option>`}
        ${[...days.keys()].map((day) => html`<option value="${day}">${day}</option>`)}
        ${!isOpenNow && days.size === 0 && html`<option value="">${strings.noSlots}</option>`}`,
      );
      const keptDay = [...days].find(([, daily]) => daily.includes(kept))?.[0];
      // The times of the first day can be seen at once, and none of them is chosen for anybody.
      control.value = keptDay ?? [...days.keys()][0] ?? (isOpenNow ? 'asap' : '');
      showTimes(kept);
    },
  };
  chooser.offer({
    starts: values.filter((value) => value !== 'asap'),
    isOpenNow: values.includes('asap'),
  });
  const hidden = form.elements.namedItem('zone');
  if (hidden instanceof HTMLInputElement) hidden.value = zone;
  return chooser;
}

/** Zones of different names often show the same times. */
function timesOf(values: readonly string[], zone: string): string {
  const [first] = values.filter((value) => value !== 'asap');
  return first === undefined ? zone : new Date(first).toLocaleString('en', { timeZone: zone });
}
