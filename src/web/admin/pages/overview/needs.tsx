import type { CatalogueFigures } from '../../../../administration/catalogue-figures.js';
import type { SourceDescription } from '../../../../administration/sources.js';
import type { Language } from '../../language.js';
import { formatCount } from '../../parts/time.js';
import { OVERVIEW_WORDS } from '../../words/overview.js';
import { runPath, sourcePath } from '../runs/run-paths.js';

interface NeedsProps {
  readonly sources: readonly SourceDescription[];
  readonly figures: CatalogueFigures;
  readonly language: Language;
}

/** What needs a person, the most urgent first, each with the way there; or that nothing does. */
export const Needs = (props: NeedsProps) => {
  const words = OVERVIEW_WORDS[props.language].needs;
  const needs = needsOf(props);
  return needs.length === 0 ? (
    <p class="good">{words.allWell}</p>
  ) : (
    <section class="warn needs" aria-labelledby="needs">
      <h2 id="needs">{words.heading}</h2>
      <ul>
        {needs.map(({ text, to }) => (
          <li>
            <a href={to}>{text}</a>
          </li>
        ))}
      </ul>
    </section>
  );
};

interface Need {
  readonly text: string;
  readonly to: string;
}

const needsOf = ({ sources, figures, language }: NeedsProps): readonly Need[] => {
  const words = OVERVIEW_WORDS[language].needs;
  const { linksToReview, isbnToCheck } = figures;
  const quarantined = sources.reduce((sum, source) => sum + source.quarantined, 0);
  const counted = (count: number, told: (count: number, shown: string) => string, to: string): readonly Need[] =>
    count === 0 ? [] : [{ text: told(count, formatCount(count, language)), to }];
  return [
    ...sources.flatMap(({ id, health }) =>
      health.kind === 'needsApproval' ? [{ text: words.approval(id), to: runPath(health.run) }] : [],
    ),
    ...sources.flatMap(({ id, health }) => (health.kind === 'failing' ? [{ text: words.failing(id), to: runPath(health.run) }] : [])),
    ...sources.flatMap(({ id, health }) => (health.kind === 'missed' ? [{ text: words.missed(id), to: sourcePath(id) }] : [])),
    ...counted(quarantined, words.quarantine, '/admin/quarantine'),
    ...counted(linksToReview, words.links, '/admin/links'),
    ...counted(isbnToCheck, words.isbn, '/admin/publications?state=isbnToCheck'),
  ];
};
