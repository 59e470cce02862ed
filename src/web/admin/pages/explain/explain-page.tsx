import type { ExplainedRecord, Explanation } from '../../../../administration/explain-record.js';
import type { ListedLink } from '../../../../administration/link-list.js';
import type { QuarantinedEntry } from '../../../../administration/quarantine.js';
import { AUTOMATIC } from '../../../../linking/plan-links.js';
import type { Settings } from '../../../../platform/settings.js';
import { linkPath } from '../../link-key.js';
import { Core, Empty } from '../../parts/empty.js';
import { TextField } from '../../parts/form.js';
import { Time, type TimeStyle } from '../../parts/time.js';
import type { Answer, SignedInRequest } from '../../route.js';
import { EXPLAIN_WORDS } from '../../words/explain.js';
import { LINKS_WORDS } from '../../words/links.js';
import { CopyView } from './copy-view.js';
import { ItemView } from './item-view.js';
import { XmlDetails } from './xml-text.js';

/** A question and, where one was asked, its answer. */
export const explainPage = (request: SignedInRequest, settings: Settings, explanation?: Explanation): Answer => {
  const words = EXPLAIN_WORDS[request.language];
  const style = { language: request.language, timezone: settings.administration.timezone };
  return {
    kind: 'page',
    section: 'explain',
    title: words.title,
    ...(explanation?.kind === 'nothing' && { status: 404 }),
    body: (
      <>
        <p>{words.introduction}</p>
        <form class="narrow" method="get" action="/admin/explain" role="search">
          <TextField
            id="record"
            name="record"
            type="search"
            label={words.search}
            hint={words.hint}
            value={explanation?.asked ?? ''}
            required
          />
          <p class="actions">
            <button class="main">{words.explain}</button>
          </p>
        </form>
        {explanation && <Result explanation={explanation} style={style} />}
      </>
    ),
  };
};

const Result = ({ explanation, style }: { readonly explanation: Explanation; readonly style: TimeStyle }) => {
  const words = EXPLAIN_WORDS[style.language];
  switch (explanation.kind) {
    case 'nothing':
      return (
        <Empty>
          <p>
            <strong>{words.nothing(explanation.asked)}</strong>
          </p>
          <ul>
            {explanation.help.map((help) => (
              <li>{words.help[help]}</li>
            ))}
          </ul>
        </Empty>
      );
    case 'several':
      return (
        <>
          <h2>{words.several}</h2>
          <ul>
            {explanation.candidates.map(({ kind, title, ask }) => (
              <li>
                <a href={`/admin/explain?${new URLSearchParams({ record: ask }).toString()}`} lang="">
                  {title === '' ? ask : title}
                </a>{' '}
                <span class="tag">{words.kinds[kind]}</span> <small>{ask}</small>
              </li>
            ))}
          </ul>
        </>
      );
    case 'found':
      return <Found record={explanation.record} style={style} />;
  }
};

const Found = ({ record, style }: { readonly record: ExplainedRecord; readonly style: TimeStyle }) => {
  const words = EXPLAIN_WORDS[style.language];
  return (
    <>
      <h2>
        <span lang="">{record.title === '' ? words.noTitle : record.title}</span> <span class="tag">{words.kinds[record.kind]}</span>
      </h2>
      <Basics record={record} style={style} />
      {record.kind === 'harvested' && (
        <>
          <h2>{words.whereFrom}</h2>
          {record.copies.map((copy) => (
            <CopyView copy={copy} style={style} />
          ))}
        </>
      )}
      {record.kind !== 'own' && record.quarantined.length > 0 && <Quarantined records={record.quarantined} style={style} />}
      {record.kind !== 'quarantined' && (
        <>
          <Links links={record.links} style={style} />
          {record.items.map((item) => (
            <ItemView item={item} style={style} />
          ))}
        </>
      )}
    </>
  );
};

const Basics = ({ record, style }: { readonly record: ExplainedRecord; readonly style: TimeStyle }) => {
  const words = EXPLAIN_WORDS[style.language];
  if (record.kind !== 'own') {
    return (
      <dl class="facts">
        <div>
          <dt>{record.kind === 'harvested' ? words.localId : words.identifier}</dt>
          <dd>{record.kind === 'harvested' ? record.localId : record.identifier}</dd>
        </div>
      </dl>
    );
  }
  return (
    <dl class="facts">
      <div>
        <dt>{words.id}</dt>
        <dd>
          {record.id} <a href={`/admin/publications/${encodeURIComponent(record.id)}`}>{words.openPublication}</a>
        </dd>
      </div>
      <div>
        <dt>{words.created}</dt>
        <dd>
          <Time at={record.created} style={style} />
        </dd>
      </div>
      <div>
        <dt>{words.modified}</dt>
        <dd>
          <Time at={record.modified} style={style} />
        </dd>
      </div>
      <div>
        <dt>{words.revision}</dt>
        <dd>{record.revision}</dd>
      </div>
      {record.withdrawn !== undefined && (
        <div>
          <dt>{words.withdrawn}</dt>
          <dd lang="">{record.withdrawn}</dd>
        </div>
      )}
    </dl>
  );
};

const Quarantined = ({ records, style }: { readonly records: readonly QuarantinedEntry[]; readonly style: TimeStyle }) => {
  const words = EXPLAIN_WORDS[style.language];
  return (
    <>
      <h2>{words.quarantine}</h2>
      {records.map(({ source, reason, runs, lastAt, xml }) => (
        <section class="warn">
          <p>
            {source}: <Core>{reason}</Core>
          </p>
          <p>
            {words.runsInRow}: {runs}. {words.lastRun}: {lastAt !== undefined && <Time at={lastAt} style={style} />}
          </p>
          {xml !== undefined && <XmlDetails summary={words.rawXml} xml={xml} cut={words.cut} />}
        </section>
      ))}
    </>
  );
};

const Links = ({ links, style }: { readonly links: readonly ListedLink[]; readonly style: TimeStyle }) => {
  const words = EXPLAIN_WORDS[style.language];
  const linkWords = LINKS_WORDS[style.language];
  return (
    <>
      <h2>{words.links}</h2>
      {links.length === 0 ? (
        <p>{words.noLinks}</p>
      ) : (
        <ul>
          {links.map(({ link, standing, ourTitle, theirTitle }) => (
            <li>
              <a href={linkPath('/admin/links', link)}>{linkWords.pairTitle(link.theirs, link.ours)}</a>{' '}
              <span class="tag">{linkWords.tiers[link.tier]}</span> {linkWords.standings[standing]} (
              {link.decidedBy === AUTOMATIC ? linkWords.byRules : link.decidedBy}, <Time at={link.at * 1000} style={style} />)
              <div lang="">
                {ourTitle ?? ''} / {theirTitle ?? ''}
              </div>
              <div class="quiet" lang="en">
                {link.evidence.join('; ')}
              </div>
            </li>
          ))}
        </ul>
      )}
    </>
  );
};
