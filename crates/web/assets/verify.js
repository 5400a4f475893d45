// Checks a signed proof (OW1:) in the browser and sends nothing. It says what crates/proofs says, word for word:
// e2e/verify.test.mjs. What a page gives it: docs/proofs.md.

const WHAT = {
  prefix: "it does not begin as one", base45: "its letters are not base45", zlib: "it is not packed as one",
  "too-large": "it holds too much", cose: "it is not signed in the form of one",
};
const OF = "the list of what was taken back";
const WHY = {
  "not-a-proof": "this is not a proof, or not a whole one: ",
  "unknown-key": "none of the published keys signed this",
  altered: "the signature does not fit: this was altered, or somebody else signed it",
  content: "this is signed, but what it says is not what a proof says",
  "other-issuer": "this names another issuer than the one whose key signed it",
  "key-not-valid": "the key was not in use on the day on which this was issued",
  "not-yet-valid": "this is not valid before ",
  expired: "this was valid until ",
  revoked: "this was taken back by its issuer",
  "list-unreadable": `${OF} cannot be read: `,
  "list-not-signed": `${OF} is not signed by a known key`,
  "list-of-another": `${OF} is another issuer's`,
};
const PROOF = ["OW1:", 8 << 10, "not-a-proof"], LIST = ["OWR1:", 32 << 20, "list-unreadable"];
const CONTENT = -798749, HASHES = -798750, DAY = 86400, LAST = 2932896;
const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

function need(holds, refusal, more = "") {
  if (holds) return;
  const [reason, what] = refusal.split(".");
  throw Object.assign(new Error(WHY[reason] + (WHAT[what] ?? more)), { refusal });
}
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const isPlain = (text, longest) => text && utf8(text).length <= longest && !/\p{Cc}/u.test(text);
const utf8 = (text) => new TextEncoder().encode(text);
const iso = (day) => new Date(day * DAY * 1000).toISOString().slice(0, 10);
const isDay = (text) => /^\d{4}-\d\d-\d\d$/.test(text) && iso(Date.parse(text) / 1000 / DAY) === text;

function base45(text, code) {
  const bytes = new Uint8Array(Math.floor(text.length * 2 / 3));
  need(text.length % 3 !== 1, code);
  for (let at = 0, to = 0; at < text.length; at += 3) {
    const [a, b, c = 0] = Array.from(text.slice(at, at + 3), (letter) => LETTERS.indexOf(letter));
    const value = a + 45 * b + 2025 * c, pair = at + 2 === text.length;
    need(a >= 0 && b >= 0 && c >= 0 && value < (pair ? 256 : 65536), code);
    if (!pair) bytes[to++] = value >> 8;
    bytes[to++] = value & 255;
  }
  return bytes;
}

// Takes stored blocks alone, each as long as can be: nothing is inflated, and no byte may differ.
function unpack(packed, code) {
  const bytes = new Uint8Array(packed.length);
  let at = 2, size = 0, last = 0, a = 1, b = 0;
  need(packed[0] === 0x78 && packed[1] === 1, code);
  while (!last) {
    const length = packed[at + 1] | packed[at + 2] << 8;
    const block = packed.subarray(at + 5, at + 5 + length);
    last = packed[at];
    need(last === 1 || last === 0 && length === 65535, code);
    need(length && block.length === length && (packed[at + 3] | packed[at + 4] << 8) === 65535 - length, code);
    bytes.set(block, size);
    at += 5 + length;
    size += length;
  }
  for (const byte of bytes.subarray(0, size)) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  need(hex(packed.subarray(at)) === hex([b >> 8, b & 255, a >> 8, a & 255]), code);
  return bytes.subarray(0, size);
}

function unwrap(text, [prefix, largest, not]) {
  need(text.startsWith(prefix), `${not}.prefix`);
  const coded = text.slice(prefix.length), over = `${not}.too-large`;
  need(utf8(coded).length <= largest * 2, over);
  const bytes = unpack(base45(coded, `${not}.base45`), `${not}.zlib`);
  need(bytes.length <= largest, over);
  return bytes;
}

// Reads CBOR in its shortest form and in the order in which it has to stand.
class Reader {
  constructor(bytes, code) { Object.assign(this, { bytes, code, at: 0 }); }
  need(holds) { need(holds, this.code); }
  take(count) {
    const taken = this.bytes.subarray(this.at, this.at += count);
    this.need(taken.length === count);
    return taken;
  }
  head(major) {
    const [first] = this.take(1), short = first & 31;
    this.need(first >> 5 === major && short < 28);
    if (short < 24) return short;
    const number = this.take(1 << short - 24).reduce((high, byte) => high * 256 + byte, 0);
    this.need(number >= [24, 256, 65536, 2 ** 32][short - 24] && number < 2 ** 53);
    return number;
  }
  number(key) {
    this.is(key);
    return this.head(0);
  }
  data() { return this.take(this.head(2)); }
  text(key, longest) {
    this.is(key);
    const bytes = this.take(this.head(3));
    let text = "\0";
    try {
      text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch { /* no text */ }
    this.need(isPlain(text, longest));
    return text;
  }
  is(number) { this.need((number < 0 ? -1 - this.head(1) : this.head(0)) === number); }
  may(byte) { return this.bytes[this.at] === byte && !!++this.at; }
  day(second) {
    const day = second / DAY;
    this.need(Number.isInteger(day) && day >= 0 && day <= LAST);
    return iso(day);
  }
  end() { this.need(this.at === this.bytes.length); }
}

function openEnvelope(bytes, code) {
  const reader = new Reader(bytes, code);
  reader.need(reader.head(6) === 18 && reader.head(4) === 4);
  let from = reader.at;
  const header = new Reader(reader.data(), code), item = () => bytes.subarray(from, reader.at);
  const parts = [new Uint8Array([0x84, 0x6a]), utf8("Signature1"), item(), new Uint8Array([0x40])];
  const inside = header.head(5) === 2;
  header.need(inside || header.bytes[0] === 0xa1);
  header.is(1);
  header.is(-7);
  reader.need(reader.head(5) === (inside ? 0 : 1));
  const holder = inside ? header : reader;
  holder.is(4);
  const kid = holder.data();
  header.end();
  from = reader.at;
  const payload = reader.data();
  parts.push(item());
  const signature = reader.data();
  reader.end();
  reader.need(kid.length === 8);
  return { kid: hex(kid), payload, signature, signed: new Blob(parts) };
}

async function signers({ kid, signature, signed }, keys) {
  const message = await signed.arrayBuffer(), es256 = { name: "ECDSA", hash: "SHA-256" };
  const numbered = keys.filter((key) => key.kid === kid);
  need(numbered.length, "unknown-key");
  const fits = await Promise.all(numbered.map(({ point }) => crypto.subtle.verify(es256, point, signature, message)));
  need(fits.includes(true), "altered");
  return numbered.filter((_, at) => fits[at]);
}

function readClaims(bytes) {
  const reader = new Reader(bytes, "content"), text = reader.text.bind(reader);
  reader.need(reader.head(5) === 4);
  const issuer = text(1, 200), expires = reader.day(reader.number(4) - DAY), issued = reader.day(reader.number(6));
  reader.is(CONTENT);
  const fields = reader.head(5), reference = text(1, 64), name = text(2, 200);
  const birth_year = reader.may(3) ? reader.head(0) : null;
  const effect = { code: text(4, 64), words: text(5, 600) }, law = text(6, 400);
  const valid_until = reader.may(7) ? reader.day(reader.head(0) * DAY) : null;
  const kind = text(8, 8);
  reader.is(9);
  const synthetic = reader.may(0xf5);
  reader.need(synthetic || reader.may(0xf4));
  reader.end();
  reader.need(fields === 7 + (birth_year !== null) + (valid_until !== null));
  reader.need(birth_year === null || birth_year >= 1800 && birth_year <= issued.slice(0, 4));
  reader.need(["status", "document"].includes(kind) && issued <= expires && expires <= (valid_until ?? expires));
  return { issuer, reference, kind, name, birth_year, effect, law, valid_until, issued, expires, synthetic };
}

const inUse = (key, day) => key.from <= day && (key.until === null || day <= key.until);

async function readList(text, keys) {
  const code = "list-unreadable.cose", envelope = openEnvelope(unwrap(text, LIST), code);
  const found = await signers(envelope, keys).catch(() => need(0, "list-not-signed"));
  const reader = new Reader(envelope.payload, code);
  reader.need(reader.head(5) === 3);
  const hashes = new Set(), issuer = reader.text(1, 200), made = reader.number(6), day = reader.day(made - made % DAY);
  reader.is(HASHES);
  const bytes = reader.data();
  reader.end();
  for (let at = 0, last = ""; at < bytes.length; at += 32) {
    const hash = hex(bytes.subarray(at, at + 32));
    reader.need(last < hash && hash.length === 64);
    hashes.add(last = hash);
  }
  need(found.some((key) => key.issuer === issuer && inUse(key, day)), "list-not-signed");
  return { issuer, made, hashes };
}

// Takes the file of keys whole, or throws: a key that was left out would pass for an unknown one.
export async function readKeys({ keys }) {
  const half = /^[\w-]{42}[AEIMQUYcgkosw048]$/, p256 = { name: "ECDSA", namedCurve: "P-256" };
  const read = async ({ kid, alg, x, y, issuer, from, until = null, ...more }) => {
    const holds = alg === "ES256" && /^[0-9a-f]{16}$/.test(kid) && half.test(x) && half.test(y) && isPlain(issuer, 200)
      && isDay(from) && (until === null || isDay(until) && until >= from) && !Object.keys(more).length;
    if (!holds) throw new Error(`key ${kid} of the file cannot be read`);
    const point = await crypto.subtle.importKey("jwk", { kty: "EC", crv: "P-256", x, y }, p256, false, ["verify"]);
    return { kid, issuer, from, until, point };
  };
  return Promise.all(keys.map(read));
}

async function check(text, keys, revoked, on) {
  const list = revoked === null ? null : await readList(revoked, keys);
  const envelope = openEnvelope(unwrap(text, PROOF), "not-a-proof.cose");
  const found = await signers(envelope, keys), claims = readClaims(envelope.payload);
  const own = found.filter((key) => key.issuer === claims.issuer);
  need(own.length, "other-issuer");
  need(own.some((key) => inUse(key, claims.issued)), "key-not-valid");
  need(on >= claims.issued, "not-yet-valid", claims.issued);
  need(on <= claims.expires, "expired", claims.expires);
  if (list) {
    need(list.issuer === claims.issuer, "list-of-another");
    const hash = await crypto.subtle.digest("SHA-256", utf8(claims.reference));
    need(!list.hashes.has(hex(new Uint8Array(hash))), "revoked");
  }
  return { claims, made: list?.made ?? null };
}

// `keys` is the file of keys, `revoked` the text of a list or null.
export async function verify(text, { keys, revoked = null, on }) {
  if (!isDay(on)) throw new Error("the day cannot be read");
  const known = await readKeys(keys);
  try {
    return { ok: true, code: null, why: null, ...await check(text, known, revoked, on) };
  } catch (error) {
    if (!error.refusal) throw error;
    return { ok: false, code: error.refusal, why: error.message, claims: null, made: null };
  }
}

const today = () => iso((Date.now() / 60000 - new Date().getTimezoneOffset()) / 1440);

function show(place, { code, why, claims, made }, words) {
  const fill = (what, value) => place.querySelectorAll(`[data-${what}]`)
    .forEach((part) => { part.textContent = value(part.dataset[what]) ?? ""; });
  place.dataset.code = code ?? "ok";
  fill("why", () => words[code] ?? why);
  fill("claim", (path) => path.split(".").reduce((value, key) => value?.[key], claims));
  fill("made", () => made && new Date(made * 1000).toISOString());
  place.hidden = false;
}

const form = globalThis.document?.querySelector("form#verify");
if (form) {
  const data = (id) => JSON.parse(document.getElementById(id)?.textContent ?? "null");
  const answer = document.getElementById("answer");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const asked = { keys: data("keys"), revoked: data("revoked"), on: form.elements.on?.value || today() };
    answer.hidden = true;
    const failed = () => ({ code: "failed", why: "this cannot be checked here" });
    show(answer, await verify(form.elements.proof.value.trim(), asked).catch(failed), data("words") ?? {});
  });
}
