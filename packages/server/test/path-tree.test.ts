import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { decodeParameter, parametersOf, PathTree } from "../src/http/path-tree.ts";

function treeOf(...patterns: string[]): PathTree<string> {
  const tree = new PathTree<string>();
  for (const pattern of patterns) tree.placeOf(pattern, () => pattern);
  return tree;
}

describe("a tree of paths", () => {
  const tree = treeOf("/m/{id}", "/m/{id}/tags", "/m/{id}/tags/{key}", "/m/new/tags/first", "/files/{path*}");

  it("finds what fits, with the texts in the places of its parameters", () => {
    for (const [path, place, ...values] of [
      ["/m/1", "/m/{id}", "1"],
      ["/m/a%2Fb/tags/c", "/m/{id}/tags/{key}", "a%2Fb", "c"],
      ["/m/new/tags/first", "/m/new/tags/first"],
      ["/m/new/tags/second", "/m/{id}/tags/{key}", "new", "second"],
      ["/m/new", "/m/{id}", "new"],
      ["/files/a", "/files/{path*}", "a"],
      ["/files/a//b/", "/files/{path*}", "a//b/"],
      ["/files/", "/files/{path*}", ""],
    ] as const) {
      assert.deepEqual(tree.find(path), { place, values }, path);
    }
  });

  it("finds nothing else", () => {
    for (const path of ["/m", "/m/", "/m//tags", "/m/1/", "/m/1/tag", "/m/1/tags/", "/files", "", "/", "m/1"]) {
      assert.equal(tree.find(path), undefined, path);
    }
  });

  it("has one place for patterns that differ in the names of their parameters alone", () => {
    const made = new PathTree<object>();
    const place = made.placeOf("/a/{x}", () => ({}));
    assert.equal(
      made.placeOf("/a/{y}", () => ({})),
      place,
    );
  });

  it("gives parameters back as they were, once decoded", () => {
    assert.deepEqual(parametersOf("/a/{first}/b/{rest*}"), ["first", "rest"]);
    const text = fc.string({ unit: "binary", minLength: 1 }).filter((one) => one.isWellFormed());
    fc.assert(
      fc.property(text, (id) => {
        const [value = ""] = tree.find(`/m/${encodeURIComponent(id)}`)?.values ?? [];
        assert.equal(decodeParameter("id", value), id);
      }),
    );
    assert.throws(() => decodeParameter("id", "%ff"), { code: "INVALID_PARAMETER_VALUE" });
    assert.throws(() => decodeParameter("id", "%zz"), { code: "INVALID_PARAMETER_VALUE" });
  });
});
