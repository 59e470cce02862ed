/** The languages of the pages. */
export const LANGUAGES = ['fi', 'sv', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One set of words for each: a room of the pages has a file of them in `words/`. */
export type InEach<W> = Readonly<Record<Language, W>>;

export const parseLanguage = (text: string | undefined): Language | undefined => LANGUAGES.find((language) => language === text);

/** The first that the browser asks for and we speak; Finnish when it asks for none, English when for others. */
export const chooseLanguage = (accepted: readonly string[]): Language => {
  const named = accepted.filter((tag) => tag !== '*').map((tag) => tag.toLowerCase().split('-')[0]);
  return named.map(parseLanguage).find((language) => language !== undefined) ?? (named.length === 0 ? 'fi' : 'en');
};
