import type { Discovery, Work } from '../../../discovery/discovery.js';
import type { Language } from '../../admin/language.js';
import type { RepresentationPorts } from '../representations.js';
import type { PublicAnswer } from '../route.js';

/** What a person is shown in the place of a publication. All of it may come from strangers. */
export interface Help {
  /** 300: several may be meant · 400: it is no such number · 404: it is not known here. */
  readonly status: 300 | 400 | 404;
  /** As it was asked for, cut short where it is long. */
  readonly asked: string;
  /** English, whole sentences. */
  readonly reason: string;
  /** Identifiers that may have been meant, likeliest first. */
  readonly suggestions: readonly string[];
  /** Publications that may have been meant. */
  readonly works: readonly Work[];
}

export interface ResolverPorts extends RepresentationPorts {
  readonly discovery: Pick<Discovery, 'find' | 'readVersion' | 'resolve' | 'search'>;
  /** A page that says what was not found and where to go on, with the status of the help. */
  readonly showHelp: (help: Help, language: Language) => PublicAnswer;
}
