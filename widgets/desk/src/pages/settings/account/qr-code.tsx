import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
// oxlint-disable-next-line import/no-named-as-default -- its types know the default alone.
import qrcode from 'qrcode-generator';

const QUIET_ZONE = 4;

/** Drawn here: the secret inside must reach no other server. Always dark on light, as cameras want it. */
export function QrCode({ text, label }: { text: string; label: string }): JSX.Element {
  const { path, size } = useMemo(() => draw(text), [text]);
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <path d={path} />
    </svg>
  );
}

function draw(text: string): { path: string; size: number } {
  // 0: the smallest size that holds the text. M: legible with 15 % of it hidden by a reflection.
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  let path = '';
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      if (code.isDark(row, column)) path += `M${column + QUIET_ZONE} ${row + QUIET_ZONE}h1v1h-1z`;
    }
  }
  return { path, size: count + 2 * QUIET_ZONE };
}
