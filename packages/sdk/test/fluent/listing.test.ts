import assert from "node:assert/strict";
import { test } from "node:test";
import { Listing } from "millrace";

function numbers(asked: number[]): () => AsyncGenerator<number[]> {
  return async function* () {
    for (const page of [0, 1, 2]) {
      asked.push(page);
      yield [page * 2, page * 2 + 1];
    }
  };
}

test("joins the pages, and asks for each only when it is read", async () => {
  const asked: number[] = [];
  const listing = new Listing(numbers(asked));
  assert.deepEqual(await listing.toArray(), [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(asked, [0, 1, 2]);
  asked.length = 0;
  for await (const number of listing) if (number === 2) break;
  assert.deepEqual(asked, [0, 1]);
});

test("ends after the most that are wanted, without another page", async () => {
  const asked: number[] = [];
  assert.deepEqual(await new Listing(numbers(asked), 2).toArray(), [0, 1]);
  assert.deepEqual(asked, [0]);
  assert.deepEqual(await new Listing(numbers(asked), 0).toArray(), []);
  assert.equal(await new Listing(numbers([])).first(), 0);
  assert.equal(await new Listing<number>(async function* () {}).first(), undefined);
});
