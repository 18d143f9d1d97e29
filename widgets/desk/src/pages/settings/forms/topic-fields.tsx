import type { JSX } from 'preact';
import type { Topic } from '../../../api/settings.ts';
import { IconButton } from '../../../parts/button.tsx';
import { TextField } from '../../../parts/field.tsx';
import { Icon } from '../../../parts/icon.tsx';
import { forms as words } from '../../../strings/en/forms.ts';
import { canned as cannedWords } from '../../../strings/en/canned.ts';
import { languages, topicProblem } from './form-draft.ts';

/** One topic: closed it is a line, open it has a field for each language and its mailbox. */
export function TopicFields(props: {
  topic: Topic;
  all: readonly Topic[];
  index: number;
  isReadOnly: boolean;
  onTopic: (topic: Topic) => void;
  move: (step: -1 | 1) => void;
  remove: () => void;
}): JSX.Element {
  const { topic, all, index, isReadOnly, onTopic, move, remove } = props;
  const problem = topicProblem(topic, all);
  const title = topic.labels['en'] || topic.id || words.newTopic;
  return (
    <li>
      <details class="topic" open={topic.id === ''}>
        <summary>
          <Icon name="chevron-right" />
          <span class="topic-title">{title}</span>
          <span class="faint one-line">{topic.mailbox ?? words.staffMailbox}</span>
          {problem !== undefined && <span class="field-error">{words.incomplete}</span>}
        </summary>
        <div class="topic-fields">
          <div class="pair">
            <TextField
              label={words.topicId}
              hint={words.topicIdHint}
              maxLength={40}
              spellcheck={false}
              readOnly={isReadOnly}
              value={topic.id}
              onValue={(id) => onTopic({ ...topic, id })}
              error={
                problem === 'id' ? words.problems.id : problem === 'twice' ? words.problems.twice : undefined
              }
            />
            <TextField
              label={words.mailbox}
              hint={words.mailboxHint}
              maxLength={200}
              spellcheck={false}
              readOnly={isReadOnly}
              value={topic.mailbox ?? ''}
              onValue={(mailbox) => onTopic({ ...topic, mailbox: mailbox === '' ? null : mailbox })}
            />
          </div>
          <div class="pair">
            {languages.map((language) => (
              <TextField
                key={language}
                label={words.labelIn(cannedWords.languages[language])}
                maxLength={200}
                lang={language}
                readOnly={isReadOnly}
                value={topic.labels[language] ?? ''}
                onValue={(label) => onTopic({ ...topic, labels: { ...topic.labels, [language]: label } })}
                error={
                  problem === 'label' && (topic.labels[language] ?? '').trim() === ''
                    ? words.problems.label
                    : undefined
                }
              />
            ))}
          </div>
          {!isReadOnly && (
            <div class="row">
              {index > 0 && (
                <IconButton isSmall icon="chevron-up" label={words.up(title)} onClick={() => move(-1)} />
              )}
              {index < all.length - 1 && (
                <IconButton isSmall icon="chevron-down" label={words.down(title)} onClick={() => move(1)} />
              )}
              {all.length > 1 && (
                <IconButton isSmall icon="trash" label={words.removeTopic(title)} onClick={remove} />
              )}
            </div>
          )}
        </div>
      </details>
    </li>
  );
}
