type Payload = Readonly<Record<string, unknown>>;

/** What oidc-provider keeps, in memory: its own store of that kind warns on the console that it is one. */
export const createStorage = () => {
  const rows = new Map<string, Payload>();
  return (model: string) => {
    const keyOf = (id: string): string => `${model}:${id}`;
    const find = async (id: string): Promise<Payload | undefined> => rows.get(keyOf(id));
    return {
      upsert: async (id: string, payload: Payload) => void rows.set(keyOf(id), payload),
      find,
      findByUid: async (uid: unknown) => [...rows].find(([key, row]) => key.startsWith(`${model}:`) && row['uid'] === uid)?.[1],
      findByUserCode: async () => undefined,
      consume: async (id: string) => void rows.set(keyOf(id), { ...(await find(id)), consumed: 1 }),
      destroy: async (id: string) => void rows.delete(keyOf(id)),
      revokeByGrantId: async (grantId: string) => {
        for (const [key, row] of rows) if (row['grantId'] === grantId) rows.delete(key);
      },
    };
  };
};
