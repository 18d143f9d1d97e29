/** The one spelling in which addresses of staff are compared. */
export function emailKey(email: string): string {
  return email.trim().normalize('NFKC').toLowerCase();
}
