/**
 * Synthetic records in the manner of Melinda's, told by their number alone: the same in every run. About 6.3 kB each, without layout,
 * with the local fields that make up a third of what a national library sends.
 */
export const SERIES_ISSN = '1236-049X';

/** One in a hundred is of the series. */
export const isOfSeries = (index: number): boolean => index % 100 === 37;

export const marcXml = (index: number): string => {
  const random = createRandom(index);
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)]!;
  const words = (count: number): string => Array.from({ length: count }, () => pick(WORDS)).join(' ');
  const year = 1950 + Math.floor(random() * 75);
  const number = String(index + 1).padStart(9, '0');
  const fields = [
    field('015', '  ', `afx${700_000 + index}`, '2skl'),
    field('020', '  ', `a951-${100 + (index % 900)}-${100 + (index % 800)}-${index % 10}`, 'qnidottu'),
    field('035', '  ', `a(FI-MELINDA)${number}`),
    field('040', '  ', 'aFI-NL', 'bfin', 'erda'),
    field('041', '0 ', 'afin', 'aswe'),
    field('042', '  ', 'afinb'),
    field('080', '  ', 'a351/354', '9FENNI&lt;KEEP&gt;'),
    field('084', '  ', `a${30 + (index % 60)}.7`, '2ykl', '9FENNI&lt;KEEP&gt;'),
    index % 3 === 0
      ? field('110', '1 ', 'aSuomi.', `b${pick(BODIES)}.`, `0(FIN11)0000${30_000 + (index % 9000)}`)
      : field('100', '1 ', `a${pick(NAMES)}, ${pick(NAMES)},`, 'ekirjoittaja.', `0(FIN11)0000${40_000 + (index % 9000)}`),
    field('245', '10', `a${words(4)} :`, `b${words(6)} /`, `c${pick(NAMES)} &amp; ${pick(NAMES)}.`),
    field('246', '3 ', `a${words(4)}`),
    year > 2012
      ? field('264', ' 1', 'aHelsinki :', `b${pick(BODIES)},`, `c${year}.`)
      : field('260', '  ', 'aHelsinki :', `b${pick(BODIES)},`, `c${year}.`),
    field('300', '  ', `a${20 + (index % 400)} sivua :`, 'bkuvitettu ;', 'c30 cm'),
    field('336', '  ', 'ateksti', 'btxt', '2rdacontent'),
    field('337', '  ', 'akäytettävissä ilman laitetta', 'bn', '2rdamedia'),
    field('338', '  ', 'anide', 'bnc', '2rdacarrier'),
    ...(isOfSeries(index)
      ? [field('490', '1 ', 'aPoliisiosaston julkaisu,', `x${SERIES_ISSN} ;`, `v${year}, ${1 + (index % 20)}`)]
      : index % 2 === 0
        ? [field('490', '1 ', `a${pick(BODIES)}n julkaisuja,`, 'x0355-8177 ;', `v${index % 300}`)]
        : []),
    field('500', '  ', `a${words(12)}.`),
    field('504', '  ', 'aLähdeluettelo: sivut 15-18.'),
    field('520', '  ', `a${words(36)}.`),
    ...Array.from({ length: 4 }, () => field('650', ' 7', `a${pick(WORDS)}`, '2yso/fin', `0http://www.yso.fi/onto/yso/p${index}`)),
    ...Array.from({ length: 3 }, () => field('650', ' 7', `a${pick(WORDS)}`, `x${pick(WORDS)}`, '2allars', '9FENNI&lt;KEEP&gt;')),
    field('653', '  ', `a${pick(WORDS)}`, `a${pick(WORDS)}`),
    ...Array.from({ length: 2 }, () => field('700', '1 ', `a${pick(NAMES)}, ${pick(NAMES)},`, 'etoimittaja.')),
    field('710', '1 ', 'aSuomi.', `b${pick(BODIES)}.`),
    field('776', '08', 'iVerkkoaineisto:', `t${words(4)}`, `z978-951-${100 + (index % 900)}-100-${index % 10}`, `w(FI-MELINDA)${number}`),
    ...(isOfSeries(index) ? [field('830', ' 0', 'aPoliisiosaston julkaisu,', `x${SERIES_ISSN} ;`, `v${year}, ${1 + (index % 20)}`)] : []),
    field('856', '40', `uhttps://urn.fi/URN:ISBN:978-951-${100 + (index % 900)}-100-${index % 10}`, 'yLinkki verkkoaineistoon'),
    ...Array.from({ length: 2 }, (_, at) => field('CAT', '  ', `aCONV${at}`, 'b20', `c20${String(10 + at)}0827`, 'lFIN01', `h0${at}41`)),
    ...['FENNI', 'HELKA'].map((library) => field('LOW', '  ', `a${library}`)),
    ...['FENNI'].map((library) => field('SID', '  ', `c${index}`, `b${library.toLowerCase()}`)),
  ].join('');
  return `<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000cam a2200673 i 4500</leader>${control('001', number)}${control('003', 'FI-MELINDA')}${control('005', '20170827054119.0')}${control('008', `021024s${year}    fi ||||||||||o000|||fin| `)}${fields}</record>`;
};

export const oaiRecord = (index: number): string =>
  `<record><header><identifier>oai:melinda.kansalliskirjasto.fi/bib/${String(index + 1).padStart(9, '0')}</identifier><datestamp>2026-01-02T03:04:05Z</datestamp><setSpec>fennica</setSpec></header><metadata>${marcXml(index)}</metadata></record>`;

/** @param token of the page that follows; absent on the last. */
export const oaiPage = (indexes: readonly number[], token: string | undefined): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"><responseDate>2026-03-01T12:00:00Z</responseDate><request verb="ListRecords">http://127.0.0.1/oai</request><ListRecords>${indexes.map(oaiRecord).join('')}${token === undefined ? '' : `<resumptionToken>${token}</resumptionToken>`}</ListRecords></OAI-PMH>`;

const control = (tag: string, value: string): string => `<controlfield tag="${tag}">${value}</controlfield>`;

/** Each subfield with its code as the first letter. */
const field = (tag: string, indicators: string, ...subfields: readonly string[]): string =>
  `<datafield tag="${tag}" ind1="${indicators.charAt(0)}" ind2="${indicators.charAt(1)}">${subfields
    .map((subfield) => `<subfield code="${subfield.charAt(0)}">${subfield.slice(1)}</subfield>`)
    .join('')}</datafield>`;

/** Mulberry32: numbers from 0 to below 1, told by the seed. */
const createRandom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const WORDS =
  'poliisi talousvastuu määrärahat järjestyksenvalvonta lähiöt väkivalta hätäkeskus rikollisuus tutkimus käsikirja päätöksenteko yhteistyö sisäinen turvallisuus työyhteisö kehittäminen äidinkieli öljyntorjunta Åbo förvaltning säkerhet översikt ja sekä vuosina kunnissa maakunnittain'.split(
    ' ',
  );
const BODIES = ['Sisäasiainministeriö', 'Liikenneministeriö', 'Sosiaali- ja terveysministeriö', 'Tilastokeskus', 'Metsäntutkimuslaitos'];
const NAMES = ['Virtanen', 'Mäkinen', 'Hämäläinen', 'Åström', 'Öhman', 'Lehtonen', 'Päivi', 'Jörn', 'Väinö', 'Kaisa', 'Heikki'];
