import type { CatalogueFigures } from '../../../../administration/catalogue-figures.js';
import type { Language } from '../../language.js';
import { Empty, Scroll } from '../../parts/empty.js';
import { formatCount } from '../../parts/time.js';
import { OVERVIEW_WORDS } from '../../words/overview.js';

interface CatalogueProps {
  readonly figures: CatalogueFigures;
  readonly language: Language;
}

/** How much is in the catalogue, and how much harvesters see of it. */
export const Catalogue = ({ figures, language }: CatalogueProps) => {
  const { catalogue: words } = OVERVIEW_WORDS[language];
  const { published, unpublished, withdrawn } = figures.publications;
  return (
    <>
      <h2>{words.heading}</h2>
      {published + unpublished + withdrawn === 0 ? (
        <Empty>{words.empty}</Empty>
      ) : (
        <>
          <h3>{words.publications}</h3>
          <dl class="figures">
            {STATES.map((state) => (
              <div>
                <dt>{words.states[state]}</dt>
                <dd>
                  <a href={`/admin/publications?state=${state}`}>{formatCount(figures.publications[state], language)}</a>
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
      <RecordTable figures={figures} language={language} />
      <p>
        {words.links} <a href="/oai?verb=Identify">{words.identify}</a>
        {figures.formats.map((format) => (
          <>
            {' · '}
            <a href={`/oai?${new URLSearchParams({ verb: 'ListRecords', metadataPrefix: format }).toString()}`}>{words.page(format)}</a>
          </>
        ))}
      </p>
    </>
  );
};

const STATES = ['published', 'unpublished', 'withdrawn'] as const;

const RecordTable = ({ figures: { formats, records }, language }: CatalogueProps) => {
  const { catalogue: words } = OVERVIEW_WORDS[language];
  return (
    <>
      <Scroll label={words.table}>
        <table class="counters">
          <caption>{words.table}</caption>
          <thead>
            <tr>
              <th scope="col">{words.set}</th>
              {formats.map((format) => (
                <th scope="col" class="num">
                  {format}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {records.map(({ setSpec, setName, counts }) => (
              <tr>
                <th scope="row">
                  {setSpec === undefined ? (
                    words.all
                  ) : (
                    <>
                      <code>{setSpec}</code>{' '}
                      <small class="quiet" lang="">
                        {setName}
                      </small>
                    </>
                  )}
                </th>
                {counts.map((count) => (
                  <td class="num">{formatCount(count, language)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <p>
        <small>{words.withDeleted}</small>
      </p>
    </>
  );
};
