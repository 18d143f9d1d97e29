/** What stands between head and foot of a mail. MJML, with placeholders. */
export interface MailContent {
  /** `mj-text`, `mj-button`, `mj-table` … in one column. */
  body: string;
}

/**
 * The one look of all mails, as MJML: the company's name, a card with the content, and below it what is kept and why.
 * 600 px, fonts of the reader's system, light and dark, nothing fetched from anywhere.
 *
 * Placeholders that the caller fills: `language`, `direction` (ltr or rtl), `subjectLine`, `preview`, `companyName`,
 * `footer`. Classes for the content: `title`, `lede`, `facts` (a table with `th` and `td`), `quote`, `quiet`.
 */
export function mailFrame({ body }: MailContent): string {
  return `<mjml lang="{{language}}" dir="{{direction}}">
  <mj-head>
    <mj-title>{{subjectLine}}</mj-title>
    <mj-preview>{{preview}}</mj-preview>
    <mj-raw>
      <meta name="color-scheme" content="light dark">
      <meta name="supported-color-schemes" content="light dark">
      <meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
    </mj-raw>
    <mj-attributes>
      <mj-all font-family="${font}" />
      <mj-text color="${light.ink}" font-size="16px" line-height="1.55" padding="0" />
      <mj-table color="${light.ink}" font-size="16px" line-height="1.55" padding="0" cellpadding="0" />
      <mj-button background-color="${light.accent}" color="${light.accentInk}" font-size="16px" font-weight="600"
        line-height="1.3" border-radius="8px" inner-padding="14px 26px" padding="0" align="left" />
      <mj-class name="brand" font-size="15px" font-weight="600" color="${light.accent}" letter-spacing="0.01em" />
      <mj-class name="title" font-size="24px" line-height="1.25" font-weight="600" padding="0 0 12px" />
      <mj-class name="lede" padding="0 0 24px" />
      <mj-class name="quiet" font-size="14px" color="${light.inkSoft}" />
      <mj-class name="footer" font-size="13px" line-height="1.6" color="${light.inkSoft}" />
    </mj-attributes>
    <mj-style>${rules}</mj-style>
    <mj-style>${darkRules}</mj-style>
  </mj-head>
  <mj-body width="600px" background-color="${light.paper}" css-class="paper">
    <mj-section padding="32px 28px 18px" css-class="edge">
      <mj-column>
        <mj-text mj-class="brand" css-class="brand">{{companyName}}</mj-text>
      </mj-column>
    </mj-section>
    <mj-wrapper padding="0" css-class="edge-card">
      <mj-section background-color="${light.surface}" border="1px solid ${light.line}" border-radius="14px"
        padding="32px 28px 34px" css-class="card">
        <mj-column>${body}
        </mj-column>
      </mj-section>
    </mj-wrapper>
    <mj-section padding="20px 28px 40px" css-class="edge">
      <mj-column>
        <mj-text mj-class="footer" css-class="footer">{{footer}}</mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>`;
}

const font = `system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif`;

const light = {
  paper: '#f5f7f5',
  surface: '#ffffff',
  ink: '#12211f',
  inkSoft: '#4b5b58',
  line: '#d8dfdc',
  accent: '#0b5c58',
  accentInk: '#ffffff',
  accentSoft: '#f0f6f4',
};

const dark = {
  paper: '#0c1312',
  surface: '#141d1c',
  ink: '#e9f0ee',
  inkSoft: '#a8b8b4',
  line: '#2a3836',
  accent: '#72d8c6',
  accentInk: '#06221f',
  accentSoft: '#182a28',
};

const rules = `
  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  a { color: ${light.accent}; }
  .facts th { font-weight: 400; color: ${light.inkSoft}; text-align: start; vertical-align: top;
    padding: 7px 20px 7px 0; font-size: 14px; white-space: nowrap; line-height: 1.7; }
  .facts td { text-align: start; vertical-align: top; padding: 7px 0; word-break: break-word; }
  .facts tr + tr th, .facts tr + tr td { border-top: 1px solid ${light.line}; }
  .quote > div { border-inline-start: 3px solid ${light.accent}; background: ${light.accentSoft};
    padding: 14px 18px !important; border-radius: 0 8px 8px 0; overflow-wrap: anywhere; }
  @media (max-width: 480px) {
    .facts th, .facts td { display: block; padding: 0 !important; border: 0 !important; white-space: normal; }
    .facts th { padding-top: 10px !important; }
    .edge > table > tbody > tr > td { padding-left: 32px !important; padding-right: 32px !important; }
    .edge-card > table > tbody > tr > td { padding: 0 12px !important; }
    .card > table > tbody > tr > td { padding-left: 20px !important; padding-right: 20px !important; }
  }`;

// Classes on MJML's own elements win over its inline styles only with !important.
const darkRules = `
  @media (prefers-color-scheme: dark) {
    body, .paper, .paper > div { background-color: ${dark.paper} !important; }
    .card, .card > table, .card > table > tbody > tr > td { background-color: ${dark.surface} !important; border-color: ${dark.line} !important; }
    .card div, .card td { color: ${dark.ink} !important; }
    .card .facts th, .quiet div, .footer div { color: ${dark.inkSoft} !important; }
    .brand div, a { color: ${dark.accent} !important; }
    .facts tr + tr th, .facts tr + tr td { border-top-color: ${dark.line} !important; }
    .quote > div { background: ${dark.accentSoft} !important; border-color: ${dark.accent} !important; }
    .button td, .button a { background-color: ${dark.accent} !important; color: ${dark.accentInk} !important; }
  }`;
