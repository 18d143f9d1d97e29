/** What every form of ours says. */
export interface FormStrings {
  requiredLegend: string;
  trap: string;
  send: string;
  noticeTitle: string;
  what: string;
  why: string;
  until: string;
  wrong: string;
  check: string;
  waiting: string;
  sending: string;
  offline: string;
  timeout: string;
  captcha: string;
  /** Without it, what is said of every other failure. */
  tooMany?: string;
  failed: string;
  again: string;
  loadFailed: string;
}
