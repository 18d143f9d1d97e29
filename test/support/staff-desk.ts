import type { FoyerProcess } from './foyer-process.ts';

/** Somebody who is signed in, as a program: its cookie, and the token against forged requests. */
export interface StaffMember {
  /** A call of the desk's API as its own page makes it. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  cookie: string;
  csrfToken: string;
}

export const staffPassword = 'correct horse battery staple 42';

/** Takes the link that the start of the server printed and becomes the first administrator. */
export async function becomeAdministrator(foyer: FoyerProcess): Promise<StaffMember> {
  const token = /\/desk\/invitation\/([\w-]{43})/.exec(foyer.output())?.[1];
  if (token === undefined) throw new Error(`the banner has no link for an administrator:\n${foyer.output()}`);
  return await accept(foyer, { token, name: 'Ada Administrator' });
}

/** Invites somebody with these roles, who accepts. */
export async function invite(
  foyer: FoyerProcess,
  administrator: StaffMember,
  member: { name: string; email: string; roles: readonly string[] },
): Promise<StaffMember> {
  const answer = await administrator.call('POST', '/desk/api/staff/members', member);
  if (answer.status !== 201) throw new Error(`inviting answered ${answer.status}: ${await answer.text()}`);
  const { invitationUrl } = (await answer.json()) as { invitationUrl: string };
  const token = invitationUrl.split('/').at(-1) ?? '';
  return await accept(foyer, { token, name: member.name });
}

async function accept(
  foyer: FoyerProcess,
  invitation: { token: string; name: string },
): Promise<StaffMember> {
  const answer = await fetch(`${foyer.url}/desk/api/session/invitation`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ ...invitation, password: staffPassword }),
  });
  if (!answer.ok)
    throw new Error(`accepting an invitation answered ${answer.status}: ${await answer.text()}`);
  const { csrfToken } = (await answer.json()) as { csrfToken: string };
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return {
    cookie,
    csrfToken,
    call: (method, path, body, headers = {}) =>
      fetch(foyer.url + path, {
        method,
        redirect: 'manual',
        headers: {
          cookie,
          'sec-fetch-site': 'same-origin',
          ...(method !== 'GET' && { 'x-foyer-csrf': csrfToken }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
  };
}
