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
  const series = useMemo(
    (): ChartSeries[] => [
      { label: words.raw, values: sums[0] ?? [], color: 1, isDashed: true },
      { label: words.cleaned, values: sums[1] ?? [], color: 3 },
    ],
    [sums],
  );
  return (
    <Section title={words.clicks} intro={words.clicksIntro}>
      {times.length > 0 && (
        <>
          <p class="faint">{words.acceptedHint(stepMinutes)}</p>
          <Chart times={times} series={series} format={formatCount} />
          <SeriesTable caption={words.clicks} times={times} series={series} format={String} />
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
