const columnsByTable = {
  campaign: `id number state version value written_by changed_by changed_at created_at content_hash released released_by
    released_at start_at start_local start_zone started_at`,
  building_block: 'id kind name mjml version changed_by changed_at',
  image: 'hash name type bytes size width height uploaded_by uploaded_at',
  preview: 'id staff_id html created_at',
  test_mail: 'id campaign_id staff_id version sent_at',
  link: 'campaign_number number url',
  link_count: 'campaign_number link_number hour raw likely_human',
};

/**
 * What the company says to everybody, and who of its staff wrote it, by id alone. Of links it is counted how often they were
 * called in an hour, and nothing of who did.
 */
export const campaignColumnsWithoutPersonalData: readonly string[] = Object.entries(columnsByTable).flatMap(
  ([table, columns]) => columns.split(/\s+/).map((column) => `newsletter.${table}.${column}`),
);
