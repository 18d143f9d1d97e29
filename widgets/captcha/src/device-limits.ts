const LOW_BATTERY_LEVEL = 0.2;
const BATTERY_MILLISECONDS = 200;

/**
 * How many workers the device can spare: never more than it has cores, beyond that they only take turns. Half of them where the visitor
 * saves data, one on a battery that runs low. Both are known in Chromium only; elsewhere nobody asks to be spared.
 */
export async function spareWorkers(): Promise<number> {
  const device: Navigator & Sparing = navigator;
  const cores = device.hardwareConcurrency || 1;
  // A permissions policy may forbid to ask, and nobody waits for the answer.
  const patience = new Promise<undefined>((resolve) => setTimeout(resolve, BATTERY_MILLISECONDS));
  const battery = await Promise.race([device.getBattery?.().catch(() => undefined), patience]);
  if (battery && !battery.charging && battery.level < LOW_BATTERY_LEVEL) return 1;
  return device.connection?.saveData ? Math.ceil(cores / 2) : cores;
}

interface Sparing {
  connection?: { saveData?: boolean };
  getBattery?(): Promise<{ charging: boolean; level: number }>;
}
