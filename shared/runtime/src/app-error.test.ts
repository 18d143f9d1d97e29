import { expect, it } from 'vitest';
import { AppError, defineErrors } from './app-error.ts';

const hallError = defineErrors({ door_shut: { status: 409, title: 'The door is shut' } });

it('makes errors with code, status, title, detail and cause', () => {
  const cause = new Error('lock');
  const error = hallError('door_shut', 'door 3 is shut until 09:00', { cause });
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({ code: 'door_shut', status: 409, title: 'The door is shut', cause });
  expect(error.message).toBe('door 3 is shut until 09:00');
  expect(hallError('door_shut').detail).toBe('The door is shut');
  expect(hallError.kinds.door_shut.status).toBe(409);
});

it('refuses a table with a status that is no error', () => {
  expect(() => defineErrors({ fine: { status: 200, title: 'Fine' } })).toThrow(
    "status of error 'fine' must be 400 to 599, got 200",
  );
});

it('does not compile with a code that the table lacks', () => {
  // @ts-expect-error: 'door_open' is in no table
  expect(() => hallError('door_open')).toThrow("got 'door_open'");
});
