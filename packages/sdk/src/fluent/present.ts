/** The fields without those that are undefined: they are optional. */
export type Present<Of> = {
  [Name in keyof Of as undefined extends Of[Name] ? never : Name]: Of[Name];
} & {
  [Name in keyof Of as undefined extends Of[Name] ? Name : never]?: Exclude<Of[Name], undefined>;
};

/** Leaves out the fields that are undefined, for requests, in which an absent field has a meaning. */
export function present<Of extends object>(fields: Of): Present<Of> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  // The fields that are left have the types that they had.
  return Object.fromEntries(entries) as Present<Of>;
}

/** Key-value pairs as the protocol lists them. */
export function pairsOf(record: Readonly<Record<string, string>> = {}): { key: string; value: string }[] {
  return Object.entries(record).map(([key, value]) => ({ key, value }));
}

/** Key-value pairs of the protocol as a record. */
export function recordOf<Value>(
  pairs: readonly { readonly key: string; readonly value: Value }[] = [],
): Readonly<Record<string, Value>> {
  return Object.fromEntries(pairs.map(({ key, value }) => [key, value]));
}
