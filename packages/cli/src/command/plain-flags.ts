import { type AnyEndpoint, decodeBody, invalidParameter, type RequestOf, stringifyJson } from "@millrace/contract";
import { environmentValue } from "@millrace/server/environment";
import { InvalidArgumentError, type Option } from "commander";
import { choice, option, repeated, repeatedChoice, tagOption } from "./options.ts";
import { FIELDS } from "./fields.ts";

/** How a field becomes a flag where that differs from its name in the contract. */
export interface FlagWords {
  /** Such as `-n, --experiment-name`; the value's name is added. Default: the field's name with dashes. */
  readonly flags?: string;
  readonly doc?: string;
  /** MLflow's variable that gives the value when the flag does not. */
  readonly variable?: string;
  /** The flag must be given even though the contract lets the field be absent. */
  readonly isRequired?: true;
}

/** The fields of an endpoint's request that have flags. */
export type PlainFlags<E extends AnyEndpoint> = { readonly [Field in keyof RequestOf<E>]?: FlagWords };

type Field = AnyEndpoint["request"]["fields"][string];
type AnyFlags = Readonly<Record<string, FlagWords | undefined>>;

/** The options of a plain command. */
export function plainOptions(endpoint: AnyEndpoint, flags: AnyFlags): Option[] {
  return fieldsOf(endpoint, flags).map(({ built, words, field }) =>
    built.makeOptionMandatory(isRequired(field, words) && words.variable === undefined),
  );
}

/**
 * The request that the values of the options make.
 * @throws MillraceError INVALID_PARAMETER_VALUE for values that the contract refuses
 */
export function plainRequest<E extends AnyEndpoint>(
  endpoint: E,
  flags: AnyFlags,
  values: Readonly<Record<string, unknown>>,
): RequestOf<E> {
  const entries = fieldsOf(endpoint, flags).map(({ name, built, words, field }) => {
    const value = values[built.attributeName()] ?? fromEnvironment(words, field);
    if (value === undefined && isRequired(field, words)) {
      throw invalidParameter(`Give ${built.long}, or set ${words.variable}.`);
    }
    return [name, value] as const;
  });
  const body = stringifyJson(Object.fromEntries(entries));
  return requestOf(endpoint, body);
}

/** Decoded by the endpoint's own schema, the body has the type of its requests. */
function requestOf<E extends AnyEndpoint>({ request }: E, body: string): RequestOf<E> {
  return decodeBody(request, body) as RequestOf<E>;
}

interface PlainField {
  readonly name: string;
  readonly field: Field;
  readonly words: FlagWords;
  readonly built: Option;
}

function fieldsOf(endpoint: AnyEndpoint, flags: AnyFlags): PlainField[] {
  return Object.entries(flags).map(([name, words = {}]) => {
    const field = endpoint.request.fields[name];
    const known = FIELDS[name];
    if (field === undefined || known === undefined)
      throw new TypeError(`${endpoint.name} has no plain field '${name}'.`);
    const { flags: spelling = `--${name.replaceAll("_", "-")}`, doc = known.doc, variable } = words;
    const shown = variable === undefined ? doc : `${doc} [${variable}]`;
    return { name, field, words, built: optionOf(field, spelling, known.value, shown) };
  });
}

/** The kind of option that a kind of value needs. */
function optionOf(field: Field, spelling: string, value: string, doc: string): Option {
  const flags = `${spelling} <${value}>`;
  switch (field.kind) {
    case "bool":
      return option(spelling, doc);
    case "named":
      return choice(flags, doc, Object.keys(field.numbers));
    case "integer":
      return integer(flags, doc);
    case "list":
      return listOption(field.item, flags, doc);
    default:
      return option(flags, doc);
  }
}

function listOption(item: Field, flags: string, doc: string): Option {
  if (item.kind === "message") return tagOption(flags, doc);
  return item.kind === "named" ? repeatedChoice(flags, doc, Object.keys(item.numbers)) : repeated(flags, doc);
}

function integer(flags: string, doc: string): Option {
  return option(flags, doc).argParser((value) => {
    if (!/^[+-]?\d{1,19}$/.test(value)) throw new InvalidArgumentError("It must be a whole number.");
    return BigInt(value);
  });
}

function isRequired(field: Field, words: FlagWords): boolean {
  return words.isRequired === true || field.optional !== true;
}

function fromEnvironment({ variable }: FlagWords, field: Field): unknown {
  const value = variable === undefined ? undefined : environmentValue(variable);
  return value !== undefined && field.kind === "list" ? [value] : value;
}
