import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ALL_ENDPOINTS, type AnyEndpoint, endpoints, ERROR_CODES } from "@millrace/contract";

const PATH = /^(\/|(\/([\w.-]+|\{\w+\}))+(\/\{\w+\*\})?)$/;

describe("the endpoints", () => {
  it("are named after their place", () => {
    const nouns: [string, Record<string, AnyEndpoint>][] = Object.entries(endpoints);
    for (const [noun, verbs] of nouns) {
      for (const [verb, endpoint] of Object.entries(verbs)) assert.equal(endpoint.name, `${noun}.${verb}`);
    }
  });

  it("have each a path and method of their own", () => {
    const places = ALL_ENDPOINTS.flatMap(({ method, paths }) => paths.map((path) => `${method} ${path}`));
    assert.deepEqual(places, [...new Set(places)]);
    for (const { paths } of ALL_ENDPOINTS) assert.ok(paths.length > 0 && paths.every((path) => PATH.test(path)));
  });

  it("have a text field for every parameter of their paths", () => {
    for (const { name, paths, request } of ALL_ENDPOINTS) {
      for (const [, parameter = ""] of paths.join().matchAll(/\{(\w+)\*?\}/g)) {
        assert.equal(request.fields[parameter]?.kind, "text", `${name}: ${parameter}`);
      }
    }
  });

  it("have an access rule whose field is in the request", () => {
    for (const { name, access, request } of ALL_ENDPOINTS) {
      for (const rule of access.rule === "each-given" ? access.rules : [access]) {
        assert.ok(["public", "signed-in", "administrator", "permission"].includes(rule.rule), name);
        if (rule.rule === "permission") assert.ok(Object.hasOwn(request.fields, rule.field), `${name}: ${rule.field}`);
      }
    }
  });

  it("are documented by a sentence, with codes that exist", () => {
    for (const { name, doc, errors } of ALL_ENDPOINTS) {
      assert.match(doc, /^[A-Z].+\.$/, name);
      for (const code of errors) assert.ok(Object.hasOwn(ERROR_CODES, code), `${name}: ${code}`);
    }
  });

  it("take no values that only answers carry", () => {
    for (const { name, request } of ALL_ENDPOINTS) {
      for (const field of Object.values(request.fields))
        assert.ok(!["answer", "raw", "download"].includes(field.kind), name);
    }
  });
});
