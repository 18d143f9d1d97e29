import type { Language } from '@foyer/service';

export interface Topic {
  /** On the wire and in the database: small letters, digits and hyphens. */
  id: string;
  labels: Readonly<Record<Language, string>>;
  /** Where messages on it go: `Name <address>`. */
  mailbox: string;
}

/** The topics of a company that has not thought about it yet, all to one mailbox. */
export function defaultTopics(mailbox: string): Topic[] {
  return [
    {
      id: 'general',
      labels: {
        en: 'General question',
        nl: 'Algemene vraag',
        de: 'Allgemeine Frage',
        fr: 'Question générale',
      },
      mailbox,
    },
    {
      id: 'sales',
      labels: {
        en: 'Products and quotations',
        nl: 'Producten en offertes',
        de: 'Produkte und Angebote',
        fr: 'Produits et devis',
      },
      mailbox,
    },
    {
      id: 'support',
      labels: {
        en: 'Help with a product',
        nl: 'Hulp bij een product',
        de: 'Hilfe zu einem Produkt',
        fr: 'Aide pour un produit',
      },
      mailbox,
    },
    {
      id: 'privacy',
      labels: { en: 'My data', nl: 'Mijn gegevens', de: 'Meine Daten', fr: 'Mes données' },
      mailbox,
    },
  ];
}
