/** Where a page of the list ended: its last item by the order of the list. */
export interface Position {
  receivedAt: Date;
  id: string;
}

const shape = /^(\d{1,15})\.([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/;

export function encodeCursor({ receivedAt, id }: Position): string {
  return Buffer.from(`${receivedAt.getTime()}.${id}`).toString('base64url');
}

/** @returns undefined for a text that is no cursor of ours */
export function decodeCursor(text: string): Position | undefined {
  const [, milliseconds, id] = shape.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  if (milliseconds === undefined || id === undefined) return undefined;
  const receivedAt = new Date(Number(milliseconds));
  return Number.isNaN(receivedAt.getTime()) ? undefined : { receivedAt, id };
}
