import type { FeedEntry, PublishedRecord } from '../../../../administration/explain-feeds.js';
import type { ExplainedItem } from '../../../../administration/explain-own.js';
import { Core, Scroll } from '../../parts/empty.js';
import { Time, type TimeStyle } from '../../parts/time.js';
import { EXPLAIN_WORDS } from '../../words/explain.js';
import { XmlDetails } from './xml-text.js';

interface ItemProps {
  readonly item: ExplainedItem;
  readonly style: TimeStyle;
}

/** Of one identifier of ours: each list with the reason, then the records as they are sent. */
export const ItemView = ({ item, style }: ItemProps) => {
  const words = EXPLAIN_WORDS[style.language];
  const reason = onlyReason(item);
  if (reason !== undefined) {
    return (
      <section>
        <h2>{words.feedsOf(item.identifier)}</h2>
        <p>
          <Core>{reason}</Core>
        </p>
      </section>
    );
  }
  return (
    <section>
      <h2>{words.feedsOf(item.identifier)}</h2>
      <Scroll label={words.feedsOf(item.identifier)}>
        <table>
          <caption class="visually-hidden">{words.feedsOf(item.identifier)}</caption>
          <thead>
            <tr>
              <th scope="col">{words.format}</th>
              <th scope="col">{words.set}</th>
              <th scope="col">{words.inFeed}</th>
              <th scope="col">{words.since}</th>
              <th scope="col">{words.why}</th>
            </tr>
          </thead>
          {byFormat(item.feeds).map((feeds) => (
            <tbody>
              {feeds.map((feed, index) => (
                <FeedRow feed={feed} span={index === 0 ? feeds.length : 0} style={style} />
              ))}
            </tbody>
          ))}
        </table>
      </Scroll>
      <h3>{words.published}</h3>
      {item.records.length === 0 ? <p>{words.notPublished}</p> : item.records.map((record) => <Published record={record} style={style} />)}
    </section>
  );
};

/** Where there is nothing at all for one reason, a table of it would say the same eighteen times. */
const onlyReason = ({ records, feeds }: ExplainedItem): string | undefined => {
  const reasons = new Set(feeds.filter(({ set }) => set === undefined).map(({ because }) => because));
  return records.length === 0 && reasons.size === 1 ? [...reasons][0] : undefined;
};

const STATE_CLASS: Readonly<Record<FeedEntry['state'], string>> = { live: 'tag good', deleted: 'tag warn', absent: 'tag' };

const byFormat = (feeds: readonly FeedEntry[]): readonly (readonly FeedEntry[])[] => {
  const prefixes = new Set(feeds.map(({ metadataPrefix }) => metadataPrefix));
  return [...prefixes].map((prefix) => feeds.filter(({ metadataPrefix }) => metadataPrefix === prefix));
};

interface FeedRowProps {
  readonly feed: FeedEntry;
  /** How many rows the name of the format stands for; 0 where it stands above. */
  readonly span: number;
  readonly style: TimeStyle;
}

const FeedRow = ({ feed, span, style }: FeedRowProps) => {
  const words = EXPLAIN_WORDS[style.language];
  return (
    <tr>
      {span > 0 && (
        <th scope="rowgroup" rowSpan={span}>
          {feed.metadataPrefix}
          {feed.aliases.length > 0 && (
            <div>
              <small>{words.alsoAs(feed.aliases.join(', '))}</small>
            </div>
          )}
        </th>
      )}
      <td>{feed.set ?? <em>{words.everything}</em>}</td>
      <td>
        <span class={STATE_CLASS[feed.state]}>{words.feedStates[feed.state]}</span>
      </td>
      <td>{feed.datestamp !== undefined && <Time at={feed.datestamp} style={style} />}</td>
      <td>
        <Core>{feed.because}</Core>
      </td>
    </tr>
  );
};

const Published = ({ record, style }: { readonly record: PublishedRecord; readonly style: TimeStyle }) => {
  const words = EXPLAIN_WORDS[style.language];
  const { metadataPrefix, metadata, about } = record;
  return (
    <>
      {metadata === undefined ? (
        <p>{words.publishedDeleted(metadataPrefix)}</p>
      ) : (
        <XmlDetails summary={words.publishedAs(metadataPrefix)} xml={metadata} cut={words.cut} />
      )}
      {about.map((part) => (
        <XmlDetails summary={`${words.provenance}: ${metadataPrefix}`} xml={part} cut={words.cut} />
      ))}
    </>
  );
};
