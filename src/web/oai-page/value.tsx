import type { ComponentChildren } from 'preact';
import { isWebAddress, requestAddress, type PageContext } from './address.js';

/** A stranger's text: a link where it is a web address and nothing else. */
export const linked = (text: string): ComponentChildren =>
  isWebAddress(text) ? (
    <a href={text} rel="nofollow">
      {text}
    </a>
  ) : (
    text
  );

/** The sets of a header, each leading to what it holds. */
export const setLinks = (page: PageContext, setSpecs: readonly string[]): ComponentChildren =>
  setSpecs.map((setSpec, index) => [
    index === 0 ? '' : ', ',
    <a href={requestAddress(page, { verb: 'ListIdentifiers', metadataPrefix: page.metadataPrefix, set: setSpec })}>{setSpec}</a>,
  ]);

export const recordAddress = (page: PageContext, identifier: string): string =>
  requestAddress(page, { verb: 'GetRecord', identifier, metadataPrefix: page.metadataPrefix });

export const DeletedMark = ({ page }: { readonly page: PageContext }) => <strong class="deleted">{page.words.deleted}</strong>;
