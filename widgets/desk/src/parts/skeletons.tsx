import type { JSX } from 'preact';
import { strings } from '../strings.ts';
import './problem.css';

/** Stands where something will be. Style keeps it unseen for the first 300 ms, in which most answers come. */
export function Skeletons({ count = 5 }: { count?: number }): JSX.Element {
  return (
    <div class="skeletons" aria-busy="true">
      <span class="unseen">{strings.loading}</span>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} class="skeleton" aria-hidden="true">
          <span />
          <span />
          <span />
        </div>
      ))}
    </div>
  );
}
