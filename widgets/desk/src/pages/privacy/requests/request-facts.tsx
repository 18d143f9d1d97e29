import type { ComponentChildren, JSX } from 'preact';
import type { DataRequest } from '../../../api/privacy-requests.ts';
import { nameOf } from '../../../colleagues.ts';
import { dates } from '../../../dates.ts';
import { Facts, Section } from '../../../parts/page.tsx';
import { privacyRequest as words } from '../../../strings/en/privacy-request.ts';
import { privacyRequests } from '../../../strings/en/privacy-requests.ts';
import { asLocalDay } from './due.ts';

/** Who asked for what, when and how. */
export function RequestFacts({ request }: { request: DataRequest }): JSX.Element {
  const { subject, changes, purposes, channel, extensionReason, closedBy } = request;
  const who = subject === null ? words.forgotten : [subject.email, subject.phone].filter(Boolean).join(', ');
  const facts: [string, ComponentChildren][] = [
    [words.who, who],
    [
      words.asked,
      privacyRequests.received(privacyRequests.channels[channel], dates.day(asLocalDay(request.receivedOn))),
    ],
    [words.dueOn, dates.day(asLocalDay(request.dueOn))],
    [words.answeredIn, privacyRequests.languageName(request.language)],
    [words.writtenBy, request.createdBy === null ? words.bySelf : nameOf(request.createdBy)],
  ];
  if (changes.name !== null) facts.push([privacyRequests.newName, changes.name]);
  if (changes.email !== null) facts.push([privacyRequests.newEmail, changes.email]);
  if (changes.phone !== null) facts.push([privacyRequests.newPhone, changes.phone]);
  if (purposes.length > 0) {
    const title = request.kind === 'objection' ? privacyRequests.objectTo : words.consents;
    facts.push([title, purposes.map(privacyRequests.scope).join(', ')]);
  }
  if (extensionReason !== null) facts.push([words.extendedBecause, extensionReason]);
  if (closedBy !== null) facts.push([words.closedBy, nameOf(closedBy)]);
  return (
    <Section title={words.one} intro={privacyRequests.kindHints[request.kind]}>
      <Facts facts={facts} />
    </Section>
  );
}
