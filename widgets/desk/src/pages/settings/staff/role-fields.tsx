import type { JSX } from 'preact';
import { roles } from '../../../api/staff.ts';
import { Checkbox } from '../../../parts/field.tsx';
import { staff as words } from '../../../strings/en/staff.ts';

export function RoleFields(props: {
  chosen: readonly string[];
  onChosen: (roles: readonly string[]) => void;
  error: string | undefined;
}): JSX.Element {
  const { chosen, onChosen, error } = props;
  return (
    <fieldset class="stack">
      <legend class="field-label">{words.roles}</legend>
      {roles.map((role) => (
        <Checkbox
          key={role}
          label={words.role(role)}
          hint={words.roleHint(role)}
          isChecked={chosen.includes(role)}
          onChecked={(isChecked) =>
            onChosen(isChecked ? [...chosen, role] : chosen.filter((one) => one !== role))
          }
        />
      ))}
      {error !== undefined && (
        <p class="field-error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
