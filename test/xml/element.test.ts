import { describe, expect, it } from '@jest/globals';
import { childElements, element, findChild, localName, textOf } from '../../src/xml/element.js';

const tree = element('urn:a', 'a:root', { one: '1', none: undefined }, [
  'before ',
  element('urn:a', 'a:item', {}, ['first']),
  undefined,
  element('urn:b', 'item', {}, ['second ', element('urn:b', 'part', {}, ['deep'])]),
  ' after',
]);

describe('an element', () => {
  it('has only the attributes and children that are there', () => {
    expect(tree.attributes).toEqual({ one: '1' });
    expect(tree.children).toHaveLength(4);
    expect(element('', 'empty')).toEqual({ name: 'empty', namespace: '', attributes: {}, children: [] });
  });

  it.each([
    ['a:root', 'root'],
    ['root', 'root'],
    ['x:y', 'y'],
  ])('named %s has the local name %s', (name, local) => {
    expect(localName(element('', name))).toBe(local);
  });

  it('finds children by local name, whatever their prefix, in document order', () => {
    expect(childElements(tree, 'item').map(textOf)).toEqual(['first', 'second deep']);
    expect(childElements(tree)).toHaveLength(2);
    expect(childElements(tree, 'part')).toEqual([]);
  });

  it('finds the first child, or none, also of nothing', () => {
    expect(textOf(findChild(tree, 'item'))).toBe('first');
    expect(findChild(tree, 'part')).toBeUndefined();
    expect(findChild(undefined, 'item')).toBeUndefined();
  });

  it('has all text below it, white space kept; nothing has none', () => {
    expect(textOf(tree)).toBe('before firstsecond deep after');
    expect(textOf(undefined)).toBe('');
  });
});
