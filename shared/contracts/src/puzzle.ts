import { z } from 'zod';

/** Answer of `GET /api/v1/puzzle`, in the shape that the friendly-challenge widget reads. */
export const PuzzleResponse = z
  .object({
    data: z.object({ puzzle: z.string().describe('<signature>.<base64 of the puzzle>') }),
  })
  .meta({ id: 'PuzzleResponse' });
export type PuzzleResponse = z.output<typeof PuzzleResponse>;

export const PuzzleRefusal = z
  .object({
    success: z.literal(false),
    errors: z.array(z.string()).min(1),
    details: z.string().optional(),
  })
  .meta({ id: 'PuzzleRefusal' });
export type PuzzleRefusal = z.output<typeof PuzzleRefusal>;
