// The page's script says of every text what the crate says. Run with `node --test e2e/verify.test.mjs` (node 20).
// The texts: crates/proofs/tests/it/fixtures.rs.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { deflateSync, inflateSync } from "node:zlib";

const file = (path) => readFileSync(new URL(path, import.meta.url));
const script = file("../crates/web/assets/verify.js");
const fixtures = JSON.parse(file("fixtures/proofs.json"));
const load = (more = "") =>
  import(`data:text/javascript;base64,${Buffer.from(script + more).toString("base64")}`);
const { verify, readKeys } = await load();

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

function base45(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 2) {
    const pair = at + 1 < bytes.length;
    let value = pair ? bytes[at] * 256 + bytes[at + 1] : bytes[at];
    for (let letter = 0; letter < (pair ? 3 : 2); letter += 1) {
      text += LETTERS[value % 45];
      value = Math.floor(value / 45);
    }
  }
  return text;
}

function bytesOf(text) {
  const numbers = [...text].map((letter) => LETTERS.indexOf(letter));
  const bytes = [];
  for (let at = 0; at < numbers.length; at += 3) {
    const [a, b, c] = numbers.slice(at, at + 3);
    bytes.push(...(c === undefined ? [a + 45 * b] : [(a + 45 * b + 2025 * c) >> 8, (a + 45 * b + 2025 * c) & 255]));
  }
  return Buffer.from(bytes);
}

const { keys } = fixtures.cases[0];
const ask = (text) => verify(text, { keys, on: fixtures.on });
const packed = bytesOf(fixtures.proof.slice(4));
const signed = inflateSync(packed);
// Level 0 stores; zlib itself writes what proofs are packed as.
const pack = (bytes) => `OW1:${base45(deflateSync(bytes, { level: 0 }))}`;

test("every text of the crate is answered as the crate answers it", async (t) => {
  for (const { name, text, ok, code, why, claims, ...asked } of fixtures.cases) {
    await t.test(name, async () => {
      const said = await verify(text, asked);
      assert.deepEqual([said.ok, said.code, said.why], [ok, code, why]);
      assert.deepEqual(said.claims, claims);
      assert.equal(JSON.stringify(said.claims), JSON.stringify(claims));
    });
  }
});

test("what zlib stores is what a proof is packed as", () => {
  assert.equal(pack(signed), fixtures.proof);
});

const layers = {
  text: [Buffer.from(fixtures.proof), (bytes) => bytes.toString("latin1")],
  packed: [packed, (bytes) => `OW1:${base45(bytes)}`],
  signed: [signed, pack],
};
for (const [layer, [bytes, text]] of Object.entries(layers)) {
  test(`every byte altered (${layer}) is refused for the reason that the crate gives`, async () => {
    const expected = fixtures.altered[layer].flatMap(([code, count]) => Array(count).fill(code));
    assert.equal(expected.length, bytes.length);
    for (const [at, code] of expected.entries()) {
      const altered = Buffer.from(bytes);
      altered[at] ^= 1;
      assert.equal((await ask(text(altered))).code, code, `byte ${at}`);
    }
  });
}

test("every byte altered to other values is refused, and no part of a proof is one", async () => {
  for (let at = 0; at < packed.length; at += 1) {
    for (let value = 0; value < 256; value += 1) {
      const altered = Buffer.from(packed);
      altered[at] = value;
      if (value !== packed[at]) assert.equal((await ask(`OW1:${base45(altered)}`)).code, "not-a-proof.zlib");
    }
    assert.equal((await ask(`OW1:${base45(packed.subarray(0, at))}`)).ok, false);
  }
  for (let at = 0; at < signed.length; at += 1) {
    for (const by of [2, 64, 128, 255]) {
      const altered = Buffer.from(signed);
      altered[at] ^= by;
      assert.equal((await ask(pack(altered))).ok, false, `byte ${at} by ${by}`);
    }
  }
});

test("a bomb, and the same packed by a compressor, are not unpacked", async () => {
  for (const bytes of [deflateSync(Buffer.alloc(10 << 20)), deflateSync(signed, { level: 9 })]) {
    assert.equal((await ask(`OW1:${base45(bytes)}`)).code, "not-a-proof.zlib");
  }
});

test("whatever comes in is refused and nothing throws", async () => {
  let seed = 1;
  const random = () => (seed = (seed * 48271) % 2147483647);
  for (let round = 0; round < 2000; round += 1) {
    const bytes = Buffer.from(Array.from({ length: random() % 300 }, () => random() & 255));
    const cut = random() % signed.length;
    const texts = [bytes.toString("utf8"), `OW1:${bytes.toString("latin1")}`, pack(bytes),
      pack(Buffer.concat([signed.subarray(0, cut), bytes, signed.subarray(cut)]))];
    for (const text of texts) {
      const { ok } = await ask(text);
      assert.equal(ok, text === fixtures.proof);
    }
  }
});

test("a file with a key that cannot be one is refused whole", async () => {
  const [key] = keys.keys;
  const wrong = [
    { alg: "ES384" }, { kid: "00" }, { kid: key.kid.toUpperCase() }, { x: `${key.x}A` }, { y: key.x },
    { x: `${key.x.slice(0, -1)}5` }, { issuer: "" }, { issuer: undefined }, { issuer: "a\n" }, { from: "2026-02-30" },
    { from: "2026-1-1" }, { from: undefined }, { until: "2025-12-31" }, { until: "soon" }, { more: 1 },
  ];
  for (const change of wrong) {
    await assert.rejects(readKeys({ keys: [key, { ...key, ...change }] }), undefined, JSON.stringify(change));
  }
  await assert.rejects(verify(fixtures.proof, { keys, on: "today" }));
});

/** As little of a page as the script touches. */
function page(data, fields) {
  const element = (dataset = {}) => ({ dataset, textContent: "", hidden: true });
  const parts = { "[data-why]": [element()], "[data-made]": [element()],
    "[data-claim]": ["name", "effect.words", "birth_year"].map((claim) => element({ claim })) };
  const answer = { ...element(), querySelectorAll: (what) => parts[what] };
  const elements = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value }]));
  const form = { elements, addEventListener: (_, listener) => { form.submit = listener; } };
  const byId = { answer };
  for (const [id, value] of Object.entries(data)) byId[id] = { textContent: JSON.stringify(value) };
  const document = { querySelector: () => form, getElementById: (id) => byId[id] ?? null };
  return { document, form, answer, parts };
}

async function asked(data, fields) {
  const { document, form, answer, parts } = page({ keys, ...data }, fields);
  globalThis.document = document;
  globalThis.fetch = () => assert.fail("no network");
  // Another address, so that the module runs again.
  await load(`\n//${Math.random()}`);
  await form.submit({ preventDefault() {} });
  delete globalThis.document;
  const texts = (what) => parts[what].map((part) => part.textContent);
  return { code: answer.dataset.code, hidden: answer.hidden, why: texts("[data-why]")[0], made: texts("[data-made]")[0],
    claims: texts("[data-claim]") };
}

test("the page shows what a proof says, and why it is refused, in its own words where it has them", async () => {
  const list = fixtures.cases.find((each) => each.name === "not on the list").revoked;
  const good = await asked({ revoked: list }, { proof: ` ${fixtures.proof}\n`, on: fixtures.on });
  assert.deepEqual([good.code, good.hidden, good.why, good.made], ["ok", false, "", "2026-05-01T12:00:00.000Z"]);
  assert.deepEqual(good.claims, ["Amina Diallo", "Temporary protection: may stay, work and use health care", 1990]);
  const late = await asked({ words: { expired: "caducado" } }, { proof: fixtures.proof, on: "2026-12-01" });
  assert.deepEqual([late.code, late.why, late.claims], ["expired", "caducado", ["", "", ""]]);
  const broken = await asked({ keys: { keys: [{}] } }, { proof: fixtures.proof });
  assert.equal(broken.code, "failed");
});

test("the script is small and asks nobody", () => {
  assert.ok(script.length <= 12_000, `${script.length}`);
  assert.doesNotMatch(script.toString(), /fetch|XMLHttpRequest|WebSocket|sendBeacon|https?:|\beval\b|innerHTML/);
});
