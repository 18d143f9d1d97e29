import type { JSX } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { newsletter as words } from '../../../strings/en/newsletter.ts';
import { createCodeView, type CodeView, type LineProblem } from './code-view.ts';
import './mjml-field.css';

/** An editor with its label. What is wrong stands at its line, and in words below the editor where the page lists it. */
export function MjmlField(props: {
  label: string;
  value: string;
  problems: readonly LineProblem[];
  isReadOnly: boolean;
  onValue: (value: string) => void;
  /** Handed out when it is there. */
  onView?: (view: CodeView) => void;
}): JSX.Element {
  const { label, value, problems, isReadOnly, onView } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<CodeView>();
  const latest = useRef(props);
  latest.current = props;
  // What was typed and has not come back as the value yet, the oldest first.
  const typed = useRef<string[]>([]);
  const id = useId();
  useEffect(() => {
    if (host.current === null) return undefined;
    const made = createCodeView(host.current, {
      text: latest.current.value,
      label,
      describedBy: words.editorHint,
      onText: (text) => {
        typed.current.push(text);
        latest.current.onValue(text);
      },
    });
    view.current = made;
    onView?.(made);
    return () => made.close();
  }, [label, onView]);
  useEffect(() => {
    // Whoever types fast is some letters ahead of what is drawn: putting that in place would lose them.
    const echo = typed.current.indexOf(value);
    if (echo >= 0) typed.current.splice(0, echo + 1);
    else view.current?.setText(value);
  }, [value, label, onView]);
  useEffect(() => view.current?.setProblems(problems), [problems, label, onView]);
  useEffect(() => view.current?.setReadOnly(isReadOnly), [isReadOnly, label, onView]);
  return (
    <div class="field" role="group" aria-labelledby={id}>
      <span class="field-label" id={id}>
        {label}
      </span>
      <div ref={host} class="mjml-field" />
      <p class="field-hint">{words.editorHint}</p>
    </div>
  );
}
