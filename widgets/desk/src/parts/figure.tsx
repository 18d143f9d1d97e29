import type { JSX } from 'preact';
import './figures.css';

/** A number that says much, in a `<dl class="figures">`. */
export function Figure(props: { name: string; value: string; detail?: string | undefined }): JSX.Element {
  return (
    <div class="figure-card">
      <dt>{props.name}</dt>
      <dd>
        <span class="numbers">{props.value}</span>
        {props.detail !== undefined && <span class="faint">{props.detail}</span>}
      </dd>
    </div>
  );
}
