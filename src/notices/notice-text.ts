import type { NoticeSettings } from '../platform/settings.js';
import type { Notice } from './plan-notices.js';
import { plainLine } from './plain-line.js';
import type { Trouble } from './condition.js';
import { NOTICE_WORDS, type NoticeWords, type TellTime } from './words.js';

export interface TextStyle {
  readonly language: NoticeSettings['language'];
  /** IANA name of the zone in which times are told. */
  readonly timezone: string;
  /** The public address without a slash at its end. */
  readonly publicUrl: string;
}

/** What a notice is in words, with the page that shows more of it. */
export interface TellingNotice {
  readonly text: string;
  /** The core's own words, which are English. */
  readonly explanation?: string;
  readonly url: string;
}

export const tellNotice = (notice: Notice, { language, timezone, publicUrl }: TextStyle): TellingNotice => {
  const words = NOTICE_WORDS[language];
  const time = createTellTime(words, timezone);
  if (notice.kind === 'recovered') {
    const { source, cause, since } = notice;
    return {
      text: words.recovered(source, words.over[cause], time(since)),
      url: `${publicUrl}/admin/sources/${encodeURIComponent(source)}`,
    };
  }
  const { trouble, since, isReminder } = notice;
  const explanation = 'message' in trouble ? plainLine(trouble.message, LONGEST) : '';
  return {
    text: [tellTrouble(trouble, words, time), ...(isReminder ? [words.reminder(time(since))] : [])].join(' '),
    ...(explanation !== '' && { explanation }),
    url: `${publicUrl}${pageOf(trouble)}`,
  };
};

/** Of a stranger's words in a message, in characters. */
const LONGEST = 1000;

/** A mail as a whole: the subject is one line, the text is for people who read no HTML. */
export const writeMail = (notices: readonly Notice[], style: TextStyle): { readonly subject: string; readonly text: string } => {
  const words = NOTICE_WORDS[style.language];
  const parts = notices.map((notice) => {
    const { text, explanation, url } = tellNotice(notice, style);
    return [text, ...(explanation === undefined ? [] : [`${words.explanation}: ${explanation}`]), url].join('\n');
  });
  return { subject: `Julkaisusilta: ${tellSubject(notices, words)}`, text: closeText(parts, words, style) };
};

export const writeTestMail = (style: TextStyle): { readonly subject: string; readonly text: string } => {
  const words = NOTICE_WORDS[style.language];
  return { subject: `Julkaisusilta: ${words.test.subject}`, text: closeText([words.test.text], words, style) };
};

const closeText = (parts: readonly string[], words: NoticeWords, { timezone, publicUrl }: TextStyle): string =>
  `${[...parts, `${words.timezone(timezone)}\n${words.footer(`${publicUrl}/admin`)}`].join('\n\n')}\n`;

const tellSubject = (notices: readonly Notice[], words: NoticeWords): string => {
  const [only, ...others] = notices;
  if (only && others.length === 0) {
    return only.kind === 'trouble'
      ? `${only.trouble.source}: ${words.headings[only.trouble.cause]}`
      : `${only.source}: ${words.over[only.cause]}`;
  }
  const troubles = notices.filter(({ kind }) => kind === 'trouble').length;
  return words.subject(troubles, notices.length - troubles);
};

const tellTrouble = (trouble: Trouble, { tell }: NoticeWords, time: TellTime): string => {
  switch (trouble.cause) {
    case 'failed':
      return tell.failed(trouble, time);
    case 'needs-approval':
      return tell['needs-approval'](trouble, time);
    case 'missed-schedules':
      return tell['missed-schedules'](trouble, time);
    case 'odd-volume':
      return tell['odd-volume'](trouble, time);
    case 'old-quarantine':
      return tell['old-quarantine'](trouble, time);
  }
};

const pageOf = (trouble: Trouble): string => {
  if ('run' in trouble) return `/admin/runs/${encodeURIComponent(trouble.run)}`;
  const source = encodeURIComponent(trouble.source);
  return trouble.cause === 'old-quarantine' ? `/admin/quarantine?source=${source}` : `/admin/sources/${source}`;
};

const createTellTime = ({ locale }: NoticeWords, timeZone: string): TellTime => {
  const format = new Intl.DateTimeFormat(locale, {
    timeZone,
    day: 'numeric',
    month: locale === 'en-GB' ? 'short' : 'numeric',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  });
  return (iso) => (Number.isNaN(Date.parse(iso)) ? iso : format.format(new Date(iso)));
};
