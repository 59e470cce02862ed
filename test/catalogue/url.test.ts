import { describe, expect, it } from '@jest/globals';
import { isWebAddress } from '../../src/crosswalk/harvested/link-schemes.js';
import { parseUrl } from '../../src/catalogue/url.js';

describe('an address', () => {
  it.each([
    ['https://jäljet.example.fi/ö', undefined, 'https://xn--jljet-gra.example.fi/%C3%B6'],
    ['/b', 'https://a.example.fi/x', 'https://a.example.fi/b'],
    ['not one', undefined, undefined],
    ['', undefined, undefined],
  ])('%j is read as it is meant', (text, base, href) => {
    expect(parseUrl(text, base)?.href).toBe(href);
  });

  it('with ä and ö is still one after ten thousand others, when V8 has compiled what reads it', () => {
    for (let count = 0; count < 10_000; count += 1) {
      if (parseUrl('https://jäljet.example.fi') === undefined || !isWebAddress('https://jäljet.example.fi/ö')) {
        throw new Error(`no address any more after ${count} others`);
      }
    }
  });
});
