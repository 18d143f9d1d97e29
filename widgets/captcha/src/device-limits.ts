/**
 * How many workers the device can spare: never more than it has cores, beyond that they only take turns. Half of them where the visitor
 * saves data, one on a battery that runs low. Both are known in Chromium only; elsewhere nobody asks to be spared.
 */
export async function spareWorkers(): Promise<number> {
  const cores = navigator.hardwareConcurrency || 1;
  if (await isBatteryLow()) return 1;
  const isSaving = Reflect.get(Object(Reflect.get(navigator, 'connection')), 'saveData') === true;
  return Math.max(1, isSaving ? cores >> 1 : cores);
}

const LOW_BATTERY_LEVEL = 0.2;

async function isBatteryLow(): Promise<boolean> {
  try {
    const getBattery: unknown = Reflect.get(navigator, 'getBattery');
    if (typeof getBattery !== 'function') return false;
    const battery: unknown = await Reflect.apply(getBattery, navigator, []);
    return (
      battery instanceof EventTarget &&
      Reflect.get(battery, 'charging') === false &&
      Number(Reflect.get(battery, 'level')) < LOW_BATTERY_LEVEL
    );
  } catch {
    return false; // a permissions policy may forbid to ask
  }
}
