import type { JSX } from 'preact';
import type { ContactForm, Topic } from '../../../api/settings.ts';
import { Button } from '../../../parts/button.tsx';
import { Checkbox, TextField } from '../../../parts/field.tsx';
import { Section } from '../../../parts/page.tsx';
import { forms as words } from '../../../strings/en/forms.ts';
import { moved, newTopic } from './form-draft.ts';
import { TopicFields } from './topic-fields.tsx';

const MAX_TOPICS = 50;

export function FormSection(props: {
  name: string;
  form: ContactForm;
  isReadOnly: boolean;
  onForm: (form: ContactForm) => void;
  remove: () => void;
}): JSX.Element {
  const { name, form, isReadOnly, onForm, remove } = props;
  const isDefault = name === 'default';
  const { topics } = form;
  const days = (member: 'retentionDays' | 'autoCloseDays', max: number): JSX.Element => (
    <TextField
      label={words[member].label}
      hint={words[member].hint}
      type="number"
      min={1}
      max={max}
      readOnly={isReadOnly}
      placeholder={isDefault ? '' : words.asDefault}
      value={form[member] === null ? '' : String(form[member])}
      onValue={(value) => {
        const number = Number.parseInt(value, 10);
        onForm({ ...form, [member]: Number.isNaN(number) ? null : Math.min(Math.max(number, 1), max) });
      }}
    />
  );
  const setTopics = (next: Topic[]): void => onForm({ ...form, topics: next });
  return (
    <Section
      title={isDefault ? words.defaultForm : words.form(name)}
      actions={
        !isReadOnly &&
        !isDefault && (
          <Button isSmall look="quiet" icon="trash" onClick={remove}>
            {words.removeForm}
          </Button>
        )
      }
    >
      <div class="pair">
        {days('retentionDays', 3650)}
        {days('autoCloseDays', 365)}
      </div>
      <h3 class="forms-topics">{words.topics}</h3>
      {!isDefault && !isReadOnly && (
        <Checkbox
          label={words.topicsAsDefault}
          isChecked={topics === null}
          onChecked={(isChecked) => onForm({ ...form, topics: isChecked ? null : [newTopic] })}
        />
      )}
      {topics !== null && (
        <ul class="topics">
          {topics.map((topic, index) => (
            <TopicFields
              key={index}
              topic={topic}
              all={topics}
              index={index}
              isReadOnly={isReadOnly}
              onTopic={(next) => setTopics(topics.map((one, at) => (at === index ? next : one)))}
              move={(step) => setTopics(moved(topics, index, step))}
              remove={() => setTopics(topics.filter((_, at) => at !== index))}
            />
          ))}
        </ul>
      )}
      {topics !== null && !isReadOnly && topics.length < MAX_TOPICS && (
        <div class="row">
          <Button isSmall icon="plus" onClick={() => setTopics([...topics, newTopic])}>
            {words.addTopic}
          </Button>
        </div>
      )}
    </Section>
  );
}
