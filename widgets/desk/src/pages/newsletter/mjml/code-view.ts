import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { xml, xmlLanguage } from '@codemirror/lang-xml';
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { mjmlAttributes, mjmlElements, placeholders } from './mjml-schema.ts';

/** Something to say about a line; the first one is 1. */
export interface LineProblem {
  line: number;
  severity: 'error' | 'warning' | 'info';
  message: string;
}

export interface CodeView {
  /** Puts another text in place, if it is another one. */
  setText(text: string): void;
  setProblems(problems: readonly LineProblem[]): void;
  setReadOnly(isReadOnly: boolean): void;
  /** Shows a line and puts the cursor there. */
  goTo(line: number): void;
  /** At the cursor. */
  insert(text: string): void;
  /** When it was last used, in milliseconds; 0: never. */
  focusedAt(): number;
  close(): void;
}

/**
 * An editor of MJML. Tab leaves it, as it leaves every other field.
 *
 * @param host gets a shadow root: there the editor may bring its style sheets, which the policy of the page refuses as elements
 */
export function createCodeView(
  host: HTMLElement,
  options: { text: string; label: string; describedBy: string; onText: (text: string) => void },
): CodeView {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  root.replaceChildren();
  const readOnly = new Compartment();
  let focusedAt = 0;
  // What is put in by the page itself was not typed.
  let isSetting = false;
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        ...editing,
        readOnly.of([]),
        EditorView.contentAttributes.of({
          'aria-label': options.label,
          'aria-description': options.describedBy,
        }),
        EditorView.updateListener.of((update) => {
          if (update.focusChanged && update.view.hasFocus) focusedAt = performance.now();
          if (update.docChanged && !isSetting) options.onText(update.state.doc.toString());
        }),
      ],
    }),
  });

  return {
    setText(text) {
      if (view.state.doc.toString() === text) return;
      isSetting = true;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
      isSetting = false;
    },
    setProblems(problems) {
      const diagnostics = problems.map(({ line, severity, message }) => {
        const { from, to } = lineAt(view, line);
        return { from, to, severity, message };
      });
      view.dispatch(setDiagnostics(view.state, diagnostics));
    },
    setReadOnly(isReadOnly) {
      view.dispatch({
        effects: readOnly.reconfigure(isReadOnly ? reading : []),
      });
    },
    goTo(line) {
      const { from } = lineAt(view, line);
      view.dispatch({
        selection: { anchor: from },
        effects: EditorView.scrollIntoView(from, { y: 'center' }),
      });
      view.focus();
    },
    insert(text) {
      view.dispatch(view.state.replaceSelection(text));
      view.focus();
    },
    focusedAt: () => focusedAt,
    close: () => view.destroy(),
  };
}

function lineAt(view: EditorView, line: number): { from: number; to: number } {
  return view.state.doc.line(Math.max(1, Math.min(line, view.state.doc.lines)));
}

/** `{{` offers what is filled in for each reader. */
function completePlaceholder(context: CompletionContext): CompletionResult | null {
  const typed = context.matchBefore(/\{\{\s*\w*/);
  if (typed === null) return null;
  return {
    from: typed.from,
    options: placeholders.map((name) => ({ label: `{{${name}}}`, type: 'variable' })),
    filter: true,
  };
}

// It can be scrolled, and so must be reached by keyboard.
const reading: Extension = [
  EditorState.readOnly.of(true),
  EditorView.editable.of(false),
  EditorView.contentAttributes.of({ tabindex: '0', 'aria-readonly': 'true' }),
];

const highlighting = HighlightStyle.define([
  { tag: tags.tagName, color: 'var(--info)' },
  { tag: tags.angleBracket, color: 'var(--ink-faint)' },
  { tag: tags.attributeName, color: 'var(--warn)' },
  { tag: tags.attributeValue, color: 'var(--good)' },
  { tag: tags.comment, color: 'var(--ink-faint)', fontStyle: 'italic' },
  { tag: tags.invalid, color: 'var(--danger)' },
]);

const look = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'var(--surface)', fontSize: 'var(--text-s)', height: '100%' },
  // The field around it shows the focus: the gutter would lie over an outline in here.
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: 'var(--leading)', overflow: 'auto' },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--accent-soft)',
  },
  '.cm-gutters': {
    backgroundColor: 'var(--sunken)',
    color: 'var(--ink-faint)',
    borderRight: '1px solid var(--line)',
  },
  '.cm-activeLine, .cm-activeLineGutter': {
    backgroundColor: 'color-mix(in srgb, var(--hover) 60%, transparent)',
  },
  '&.cm-focused .cm-matchingBracket, .cm-matchingBracket': { backgroundColor: 'var(--accent-soft)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--raised)',
    color: 'var(--ink)',
    border: '1px solid var(--line-firm)',
    borderRadius: 'var(--radius-s)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--accent)',
    color: 'var(--accent-ink)',
  },
  '.cm-diagnostic': { fontFamily: 'var(--font)' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--danger)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--warn)' },
});

const editing: readonly Extension[] = [
  lineNumbers(),
  history(),
  drawSelection(),
  indentOnInput(),
  bracketMatching(),
  closeBrackets(),
  autocompletion({ icons: false }),
  highlightActiveLine(),
  lintGutter(),
  EditorView.lineWrapping,
  // The bar with the button for saving lies over the end of the page, and must not hide the line that is typed in.
  EditorView.scrollMargins.of(() => ({ bottom: 88 })),
  xml({ elements: mjmlElements, attributes: mjmlAttributes }),
  xmlLanguage.data.of({ autocomplete: completePlaceholder }),
  syntaxHighlighting(highlighting),
  look,
  keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap, ...lintKeymap]),
];
