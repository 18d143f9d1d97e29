import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { LinkResults } from '../../../api/newsletter-sending.ts';
import type { ChartSeries } from '../../../parts/chart.tsx';
import { Section } from '../../../parts/page.tsx';
import { SeriesTable } from '../../../parts/series-table.tsx';
import { newsletterResults as words } from '../../../strings/en/newsletter-results.ts';
import { Chart, formatCount } from './count-chart.ts';
import { inSteps } from './time-steps.ts';

/** Raw and cleaned side by side, over time and for each link. */
export function ClicksSection({ links: results }: { links: LinkResults }): JSX.Element {
  const { links, raw, likelyHuman } = results;
  const { times, sums, stepMinutes } = useMemo(
    () =>
      inSteps(
        links.flatMap(({ hours }) =>
          hours.map((one) => ({ at: one.hour, values: [one.raw, one.likelyHuman] })),
        ),
        { values: 2, finestMinutes: 60 },
      ),
    [links],
  );
  const { bars, table } = useMemo(() => seriesOf(sums[0] ?? [], sums[1] ?? []), [sums]);
  const isEmpty = times.length === 0;
  return (
    <Section
      title={words.clicks}
      intro={isEmpty ? words.clicksIntro : `${words.clicksIntro} ${words.acceptedHint(stepMinutes)}`}
    >
      {!isEmpty && (
        <>
          <Chart times={times} series={bars} format={formatCount} isBars />
          <SeriesTable caption={words.clicks} times={times} series={table} format={String} />
        </>
      )}
      {links.length === 0 ? (
        <p class="soft">{words.noLinks}</p>
      ) : (
        <div class="table-frame" tabIndex={0} role="region" aria-label={words.links}>
          <table class="table clicks-table">
            <thead>
              <tr>
                <th scope="col">{words.link}</th>
                <th scope="col" class="figure">
                  {words.raw}
                </th>
                <th scope="col" class="figure">
                  {words.cleaned}
                </th>
              </tr>
            </thead>
            <tbody>
              {links.map((link) => (
                <tr key={link.number}>
                  <th scope="row">{link.url}</th>
                  <td class="figure">{link.raw}</td>
                  <td class="figure">{link.likelyHuman}</td>
                </tr>
              ))}
              <tr>
                <th scope="row">{words.sum}</th>
                <td class="figure">{raw}</td>
                <td class="figure">{likelyHuman}</td>
              </tr>
            </tbody>
          </table>
        </div>
      )}
      {links.length > 0 && raw === 0 && <p class="soft">{words.clicksNone}</p>}
    </Section>
  );
}

/** A bar is as high as the raw count, and its lower part as the cleaned one; the table has both as they are. */
function seriesOf(raw: number[], cleaned: number[]): { bars: ChartSeries[]; table: ChartSeries[] } {
  const scanners = raw.map((clicks, step) => clicks - (cleaned[step] ?? 0));
  return {
    bars: [
      { label: words.cleaned, values: cleaned, color: 3 },
      { label: words.scanners, values: scanners, color: 2 },
    ],
    table: [
      { label: words.raw, values: raw, color: 2 },
      { label: words.cleaned, values: cleaned, color: 3 },
    ],
  };
}
