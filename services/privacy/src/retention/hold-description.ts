import { inWords, type LastingDescriptions } from '@foyer/service';

export function describeHolds(days: number): LastingDescriptions {
  return {
    en: {
      title: 'Reasons to keep longer',
      category:
        'Which record, or whose records, must stay longer than promised, why, until when, and who said so',
      purpose: 'Keeping what a law or an open case needs, and nothing beyond it',
      legalBasis: 'Art. 6(1)(c) GDPR; Art. 17(3)(e): legal claims; Art. 5(2): accountability',
      retention: `Address and number: deleted when the hold is over. The rest: ${inWords(days, 'day', 'en')} after its end.`,
      keptAfterErasure: 'It says why data were kept for longer (Art. 5(2) GDPR)',
    },
    nl: {
      title: 'Redenen om langer te bewaren',
      category:
        'Welk gegeven, of wiens gegevens, langer dan beloofd moeten blijven, waarom, tot wanneer, en wie dat zei',
      purpose: 'Bewaren wat een wet of een lopende zaak nodig heeft, en niets daarbuiten',
      legalBasis:
        'art. 6 lid 1 onder c AVG; art. 17 lid 3 onder e: rechtsvorderingen; art. 5 lid 2: verantwoording',
      retention: `Adres en nummer: gewist als de reden voorbij is. De rest: ${inWords(days, 'day', 'nl')} na het einde.`,
      keptAfterErasure: 'Het zegt waarom gegevens langer zijn bewaard (art. 5 lid 2 AVG)',
    },
    de: {
      title: 'Gründe für längeres Aufbewahren',
      category:
        'Welcher Eintrag, oder wessen Einträge, länger als zugesagt bleiben müssen, warum, bis wann, und wer es sagte',
      purpose: 'Aufbewahren, was ein Gesetz oder ein offener Fall braucht, und nichts darüber hinaus',
      legalBasis:
        'Art. 6 Abs. 1 lit. c DSGVO; Art. 17 Abs. 3 lit. e: Rechtsansprüche; Art. 5 Abs. 2: Rechenschaft',
      retention: `Adresse und Nummer: gelöscht, wenn der Grund vorbei ist. Der Rest: ${inWords(days, 'day', 'de')} nach seinem Ende.`,
      keptAfterErasure: 'Er sagt, warum Daten länger aufbewahrt wurden (Art. 5 Abs. 2 DSGVO)',
    },
    fr: {
      title: 'Raisons de conserver plus longtemps',
      category:
        'Quelle donnée, ou de qui, doit rester plus longtemps que promis, pourquoi, jusqu’à quand, et qui l’a dit',
      purpose: 'Conserver ce qu’une loi ou une affaire en cours exige, et rien au-delà',
      legalBasis:
        'art. 6, par. 1, point c, du RGPD ; art. 17, par. 3, point e : droits en justice ; art. 5, par. 2 : responsabilité',
      retention: `Adresse et numéro : supprimés quand la raison a pris fin. Le reste : ${inWords(days, 'day', 'fr')} après sa fin.`,
      keptAfterErasure:
        'Il dit pourquoi des données ont été conservées plus longtemps (art. 5, par. 2, du RGPD)',
    },
  };
}
