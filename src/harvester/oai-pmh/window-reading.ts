import type { ListRequest, SourceClient, SourceDescription, SourcePage } from '../source-client.js';
import { isOfTheQuestion, SourceError } from '../source-error.js';

export interface WindowTask {
  /** What the whole list failed with. */
  readonly fault: SourceError;
  readonly request: ListRequest;
  /** Of all pieces together: they begin the list again. */
  readonly listNumber: number;
  /** Of the first page that the whole list brought. */
  readonly responseDate?: string;
  /** By our clock, in ms. */
  readonly now: number;
  readonly limits: { readonly mostFailures: number; readonly mostRequests: number };
}

/** What all pieces share. */
export interface WindowReading {
  readonly client: SourceClient;
  readonly signal: AbortSignal;
  readonly fault: SourceError;
  /** Identifiers that were asked for one by one. */
  readonly settled: Set<string>;
  /** Counts one request. @throws SourceError when there were too many */
  spend(): void;
  /** Makes a page one of a list that was read in pieces. */
  dress(page: SourcePage): SourcePage;
  /**
   * Why nothing in the window can be had, in words. A second or two are worth less than all that comes after them: Kansalliskirjasto's provider
   * cannot list the identifier of a record that it cannot parse, so without this no harvest would ever get past it.
   * @throws SourceError where a whole day would be given up, or too many seconds
   */
  giveUpOn(window: ListRequest, error: SourceError): string;
  /** Asks the source what it is. @throws SourceError what the list failed with: nothing is read around in a source that is down */
  describe(): Promise<SourceDescription>;
}

export const createWindowReading = (
  client: SourceClient,
  { fault, listNumber, responseDate, limits }: WindowTask,
  signal: AbortSignal,
): WindowReading => {
  const warning = `the list could not be read in one go (${fault.code}) and was read in pieces of time`;
  let spent = 0;
  let givenUp = 0;
  let isFirst = true;
  const spend = (): void => {
    if (++spent <= limits.mostRequests) return;
    const message = `${fault.message}; in pieces it would take more than ${limits.mostRequests} requests`;
    throw new SourceError(fault.code, message, { cause: fault });
  };
  return {
    client,
    signal,
    fault,
    settled: new Set(),
    spend,
    dress: ({ records, unreadable, bytes, ...page }) => {
      const date = (isFirst ? responseDate : undefined) ?? page.responseDate;
      isFirst = false;
      return {
        ...(date !== undefined && { responseDate: date }),
        records,
        unreadable,
        listNumber,
        warnings: [...(page.warnings ?? []), warning],
        ...(bytes !== undefined && { bytes }),
      };
    },
    giveUpOn: ({ from = '', until = '' }, error) => {
      const where = `of what is stamped ${from === '' ? 'earlier' : `from ${from}`} to ${until === '' ? 'later' : until} not even the identifiers can be listed`;
      const isShort = from.length > 10 && until.length > 10;
      if (isShort && ++givenUp <= limits.mostFailures) return `${where}: ${error.message}`;
      throw new SourceError(fault.code, `${fault.message}; ${where} (${error.message})`, { cause: error });
    },
    describe: async () => {
      spend();
      try {
        return await client.describe(signal);
      } catch (cause) {
        if (!(cause instanceof SourceError)) throw cause;
        // A source that says what is wrong is up; one that wants to be left alone, or us to stop, has said so.
        if (cause.code === 'source-error') return { remarks: [] };
        throw isOfTheQuestion(cause) || cause.code === 'refused' ? fault : cause;
      }
    },
  };
};
