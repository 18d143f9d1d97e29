import type { JSX } from 'preact';
import { TextField } from '../../parts/field.tsx';

/** As typed. */
export interface TypedContact {
  email: string;
  phone: string;
}

export const noContact: TypedContact = { email: '', phone: '' };

/** What was filled in of it, without blanks around. */
export function filledContact({ email, phone }: TypedContact): { email?: string; phone?: string } {
  return {
    ...(email.trim() === '' ? {} : { email: email.trim() }),
    ...(phone.trim() === '' ? {} : { phone: phone.trim() }),
  };
}

/** Whom it is about: an address, a number, or both. */
export function ContactFields({
  words,
  contact,
  onContact,
  emailError,
  phoneError,
}: {
  words: { email: string; phone: string; contactHint?: string };
  contact: TypedContact;
  onContact: (contact: TypedContact) => void;
  emailError: string | undefined;
  phoneError: string | undefined;
}): JSX.Element {
  return (
    <>
      <TextField
        label={words.email}
        hint={words.contactHint}
        type="email"
        autocomplete="off"
        maxLength={254}
        value={contact.email}
        onValue={(email) => onContact({ ...contact, email })}
        error={emailError}
      />
      <TextField
        label={words.phone}
        type="tel"
        autocomplete="off"
        maxLength={40}
        value={contact.phone}
        onValue={(phone) => onContact({ ...contact, phone })}
        error={phoneError}
      />
    </>
  );
}
