/** The column types and table options in which the databases differ. */
export interface SchemaTypes {
  /** An integer primary key that counts up by itself and never gives an id twice. */
  readonly autoId: string;
  /** Text compared by code point. */
  readonly text: string;
  /** A double that keeps NaN and ±Infinity. */
  readonly double: string;
  readonly bytes: string;
  /** A small number, such as a truth value or a state. */
  readonly flag: string;
  /** Table option: rows lie in the order of the primary key. */
  readonly clustered: string;
}

/** One step of the schema; applied once, in order, never changed after a release. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly statements: (types: SchemaTypes) => readonly string[];
}
