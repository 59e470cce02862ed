/** Where the first account is made. The secret is in the query, which no log of ours keeps. */
export const setUpAddress = (publicUrl: string, secret: string): string => `${publicUrl}/admin/setup?link=${secret}`;
