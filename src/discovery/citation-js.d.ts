/** What we use of Citation.js, which has no types of its own: output of CSL-JSON items, and the registers that outputs go by. */
declare module '@citation-js/core' {
  export const plugins: {
    /** By the tests only: from a text of somebody's it finds out what that is, and fetches it when it is an address. */
    readonly input: {
      chain(
        text: string,
        options: { readonly generateGraph: false; readonly forceType: '@bibtex/text' | '@ris/file' },
      ): readonly Readonly<Record<string, unknown>>[];
    };
    readonly output: {
      format(name: 'bibtex', items: readonly object[]): string;
      format(name: 'ris', items: readonly object[], options: { readonly format: 'object' }): readonly Readonly<Record<string, unknown>>[];
      format(
        name: 'bibliography',
        items: readonly object[],
        options: { readonly template: string; readonly lang: string; readonly format: 'text' },
      ): string;
    };
    /** Typed by the reader: each plugin has settings of its own. */
    readonly config: {
      get(name: '@bibtex'): { readonly format: { asciiOnly: boolean } };
      get(name: '@csl'): {
        readonly locales: { has(tag: string): boolean; get(tag: string): string; add(tag: string, locale: string): unknown };
        readonly styles: { has(name: string): boolean; add(name: string, style: string): unknown };
      };
    };
  };
}
declare module '@citation-js/plugin-bibtex';
declare module '@citation-js/plugin-csl';
declare module '@citation-js/plugin-ris';
