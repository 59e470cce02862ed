/**
 * The same text once its first part is there. What fails by then can still be answered as what it is; later the status is out, and all
 * that can be done is to break the connection off.
 */
export const begun = async (body: AsyncIterable<string>): Promise<AsyncIterable<string>> => {
  const parts = body[Symbol.asyncIterator]();
  let first: IteratorResult<string> | undefined = await parts.next();
  // No generator: one that was never asked for a part would not end what it reads from when the client has gone.
  const iterator: AsyncIterator<string> = {
    next: async () => {
      const part = first ?? (await parts.next());
      first = undefined;
      return part;
    },
    return: async () => {
      await parts.return?.();
      return { done: true, value: undefined };
    },
  };
  return { [Symbol.asyncIterator]: () => iterator };
};
