import { z } from 'zod';

/** Whether everybody may read how the promises are kept. */
export const RetentionPage = z.strictObject({ isPublic: z.boolean() });

export const retentionPageKey = 'privacy.retention_page';

export const hiddenRetentionPage = { isPublic: false };
