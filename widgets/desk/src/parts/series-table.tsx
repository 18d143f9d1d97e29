import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { dates } from '../dates.ts';
import type { ChartSeries } from './chart.tsx';
import { strings } from '../strings.ts';
import './figures.css';

/** The numbers of a chart, for whoever does not see it or wants them exactly. */
export function SeriesTable(props: {
  caption: string;
  times: readonly Date[];
  series: readonly ChartSeries[];
  format: (value: number) => string;
}): JSX.Element {
  const { caption, times, series, format } = props;
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="as-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{strings.asTable}</summary>
      {isOpen && (
        <div class="table-frame as-table-frame" tabIndex={0} role="region" aria-label={caption}>
          <table class="table">
            <caption class="unseen">{caption}</caption>
            <thead>
              <tr>
                <th scope="col">{strings.time}</th>
                {series.map(({ label }) => (
                  <th key={label} scope="col" class="figure">
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {times.map((time, index) => (
                <tr key={time.getTime()}>
                  <th scope="row">{dates.moment(time)}</th>
                  {series.map(({ label, values }) => {
                    const value = values[index];
                    return (
                      <td key={label} class="figure">
                        {value == null ? '–' : format(value)}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}
