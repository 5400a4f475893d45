// The studio's and the desk's main paths in a real browser.
//
// BASE_URL=http://127.0.0.1:8080 PASSWORDS='{"ana":"...","carla":"..."}' ANALYST=ana WORKER=carla node run.mjs
// LIVE_URL=http://127.0.0.1:8081 LIVE_PASSWORDS='{"administrator":"..."}': a live instance that nobody has entered yet.
//
// Goes through the pages in every language, with and without scripts, on a phone and on a desk, in light and
// dark; writes a picture of each page to shots/; leaves with 1 where anything is wrong.

import { mkdir } from "node:fs/promises";
import { answer, describe } from "./asking.mjs";
import { need } from "./needing.mjs";
import { follow, open, signIn, signOut } from "./browser.mjs";
import { walkCase } from "./casework.mjs";
import { problems } from "./checks.mjs";
import { begin, govern } from "./governing.mjs";
import { bring } from "./importing.mjs";
import { place } from "./placing.mjs";
import { record } from "./recording.mjs";
import { reform } from "./reforming.mjs";
import { register } from "./registering.mjs";
import { ONCE, play } from "./stories/play.mjs";

const base = process.env.BASE_URL ?? "http://127.0.0.1:8080";
const passwords = JSON.parse(process.env.PASSWORDS ?? "{}");
const analyst = process.env.ANALYST ?? "analyst";
const worker = process.env.WORKER ?? "worker";
const officer = process.env.OFFICER ?? "officer";
const administrator = process.env.ADMINISTRATOR ?? "administrator";
const supervisor = process.env.SUPERVISOR ?? "supervisor";
const live = process.env.LIVE_URL;
const given = Object.entries(JSON.parse(process.env.LIVE_PASSWORDS ?? "{}"));
const shots = new URL("shots/", import.meta.url).pathname;

/** Bytes over the wire, compressed, of everything that the first page needs. */
const FIRST_PAGE = 30_000;

const way = (lang, width, scheme, script = true) => ({ lang, width, scheme, script });
// Each language once, each width, scheme and direction twice or more; EVERY=1 walks in each combination that differs.
// Every measure in force is counted three times on the way to a second person: by two ways, or four.
const every = Boolean(process.env.EVERY);
const governing = [
  way("en", 390, "light"), way("ar", 1280, "light"), ...(every ? [way("en", 1280, "dark"), way("ar", 390, "dark")] : []),
];
const others = [
  way("en", 390, "light", false), way("fr", 390, "dark"), way("es", 1280, "dark"),
  ...(every ? [way("ar", 1280, "light", false), way("fr", 390, "light"), way("es", 390, "light")] : []),
];
// Whoever enters a live instance for the first time does so once: each account in a way of its own.
const beginning = ["en-390-light", "ar-1280-light"];

await mkdir(shots, { recursive: true });
// One file of an account makes way for its next: two walks of one account bring theirs one after the other.
let turn = Promise.resolve();
function alone(task) {
  const mine = turn.then(task);
  turn = mine.catch(() => {});
  return mine;
}

const people = { worker, officer, administrator, supervisor, passwords };
const walked = (await control()) + sum(await Promise.all([inTurn(governing, true), inTurn(others, false)]));
// After the walks, which take the first of whatever stands on a list, and would take it from a story.
const wrong = walked + (await play(base, people, ONCE));
console.log(wrong === 0 ? "all right" : `${wrong} problems`);
process.exitCode = wrong === 0 ? 0 : 1;

/** One way after the other: what one proposes on a pack, the next would find in its way. */
async function inTurn(ways, governs) {
  let wrong = 0;
  for (const [number, way] of ways.entries()) wrong += await walk(way, number, governs);
  return wrong;
}

function sum(numbers) {
  return numbers.reduce((all, one) => all + one, 0);
}

/** The checks must find what is wrong, or their silence says nothing: a page broken on purpose. */
async function control() {
  const way = { lang: "en", width: 390, scheme: "light", script: true };
  const { page, close } = await open(base, way);
  await page.goto("/");
  await page.evaluate(() => {
    const broken = document.createElement("p");
    broken.innerHTML = '<img src="data:,"><button></button>';
    broken.append("x".repeat(400));
    document.querySelector("main").append(broken);
  });
  const found = (await problems(page, way)).join("\n");
  await close();
  const missed = ["axe image-alt", "axe button-name", "scrolls sideways"].filter((known) => !found.includes(known));
  missed.forEach((known) => console.log(`the checks do not find: ${known}`));
  return missed.length;
}

/** Goes through everything in one way of reading; how many problems there were. */
async function walk(way, number, governs) {
  const began = Date.now();
  const { page, complaints, close } = await open(base, way);
  const name = nameOf(way);
  const lines = [];
  const look = looker(page, complaints, way, lines);
  try {
    await library(page, look);
    await studio(page, look, name);
    await desk(page, look);
    await describe(page, look);
    await need(page, look, weight);
    await signIn(page, worker, passwords[worker] ?? "");
    await alone(() => answer(page, look, governs));
    await alone(() => record(page, look, governs));
    await alone(() => register(page, look, name));
    await alone(() => walkCase(page, look));
    await alone(() => place(page, look, governs));
    await alone(() => bring(page, look, settled, name));
    await signOut(page);
    if (governs) {
      await second(page, look, number);
      await govern(page, look, people, number);
    }
  } catch (error) {
    lines.push(`${name} at ${new URL(page.url()).pathname}: ${error.message.split("\n")[0]}`);
  }
  await close();
  if (beginning.includes(name)) await first(way, lines);
  console.log(`${name}: ${Math.round((Date.now() - began) / 1000)} s`);
  lines.forEach((line) => console.log(line));
  return lines.length;
}

/** Looks at the page that stands open: what is wrong with it, and a picture. */
function looker(page, complaints, way, lines) {
  const name = nameOf(way);
  return async (what) => {
    await settled(page);
    const found = [...(await problems(page, way)), ...complaints.splice(0).filter((complaint) => !meant(complaint))];
    lines.push(...found.map((problem) => `${name} ${what}: ${problem}`));
    if (way.script) await page.screenshot({ path: `${shots}${what}-${name}.png`, fullPage: true });
  };
}

/** Enters a live instance with a password that others handed over. */
async function first(way, lines) {
  const account = given.shift();
  if (!live || !account) {
    lines.push("nobody to enter a live instance: LIVE_URL or LIVE_PASSWORDS is missing");
    return;
  }
  const { page, complaints, close } = await open(live.replace(/\/$/, ""), way);
  try {
    await begin(page, looker(page, complaints, way, lines), account);
  } catch (error) {
    lines.push(`${nameOf(way)} live at ${new URL(page.url()).pathname}: ${error.message.split("\n")[0]}`);
  }
  await close();
}

function nameOf(way) {
  return `${way.lang}-${way.width}-${way.scheme}${way.script ? "" : "-noscript"}`;
}

/** Bytes that came over the wire while something was done. */
async function weight(page, work) {
  const sizes = [];
  const count = (request) => sizes.push(request.sizes().then((size) => size.responseBodySize + size.responseHeadersSize));
  page.on("requestfinished", count);
  await work();
  await page.waitForLoadState("load");
  page.off("requestfinished", count);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** Pages that are refused, do not exist or were sent nonsense say so in their status, and the browser repeats it on its
 * console, sometimes when another page is there already. */
function meant(complaint) {
  const known = [["403", "/desk"], ["404", "/nowhere"], ["422", "/account/password"], ["422", "/desk/people/new"]];
  return known.some(([status, path]) => complaint.includes(` ${status} `) && complaint.endsWith(` ${path}`));
}

/** Waits until a long simulation has made way for its answer: the page looks again by itself, scripts or not. */
async function settled(page) {
  const limit = Date.now() + 120_000;
  while (Date.now() < limit) {
    // A page on its way has no such mark yet either.
    await page.waitForLoadState("load");
    if ((await page.locator("a.again").count()) === 0) {
      // Looked at twice: in between, a page that was on its way has come.
      await page.waitForTimeout(150);
      await page.waitForLoadState("load");
      if ((await page.locator("a.again").count()) === 0) return;
    }
    await page.waitForTimeout(500);
  }
}

/** From the front page to somebody whom a rule leaves behind. */
async function studio(page, look, name) {
  const bytes = await weight(page, () => page.goto("/"));
  if (bytes > FIRST_PAGE) throw new Error(`the first page weighs ${bytes} bytes`);
  await look("landing");
  await page.keyboard.press("Tab");
  if (!(await page.locator(".skip:focus").count())) throw new Error("the first stop is not the way to the content");
  await follow(page, 'main .button[href="/studio"]');
  await look("studio");
  await follow(page, '.card a[href$="/portugal-pending-regular"]');
  await look("pack");
  await follow(page, "main .button.second");
  await look("rule");
  await follow(page, ".next .button");
  await look("sign-in");
  await page.fill("#account", analyst);
  await page.fill("#password", passwords[analyst] ?? "");
  await follow(page, "main form .button");
  await look("reach");
  const people = await page.locator(".legend b").allInnerTexts();
  if (people.length !== 3) throw new Error("the reach has no three figures");
  await follow(page, ".patterns a >> nth=1");
  await look("persona");
  await reform(page, look, settled, name);
  await page.goto("/desk");
  await look("refused");
  await page.goto("/studio/components");
  await look("components");
  await signOut(page);
}

/** From words to a practice, to what its pack changes here, to another practice beside it, to the recommendations. */
async function library(page, look) {
  await page.goto("/studio/library");
  await look("library");
  const all = await page.locator(".finds .card").count();
  await page.fill("#q", "waitng residence permits");
  await follow(page, ".search .button");
  await look("library-found");
  const found = await page.locator(".finds .card").count();
  if (found === 0 || found >= all) throw new Error(`${found} practices found by words with a slip`);
  await page.goto("/studio/library?kind=rule&group=women&country=QAT");
  await follow(page, ".removable a >> nth=0");
  if ((await page.locator(".removable a").count()) !== 2) throw new Error("a filter cannot be removed");
  await page.goto("/studio/library?q=zzzzzzzz");
  await look("library-nothing");
  await page.goto("/studio/library/practices/portugal/pending-counts-as-regular");
  await look("practice");
  await follow(page, ".next .button.second");
  await look("adopt");
  await page.goto("/studio/library/practices/algeria/tracing-capacity");
  await look("practice-without-pack");
  await page.goto("/studio/library?compare=portugal/pending-counts-as-regular&country=QAT");
  await follow(page, ".finds a >> nth=0");
  await look("compare");
  await page.goto("/studio/library/recommendations?part=speakers");
  await look("recommendations");
  await page.goto("/studio?q=guardain");
  await look("studio-found");
}

/** A value that takes rights away: the officer proposes it, another person approves it. Each walk has a day and a value of
 * its own, for what was approved before is in force. */
async function second(page, look, number) {
  if (!passwords[officer] || !passwords[administrator]) {
    console.log("nobody to propose and approve: PASSWORDS has no officer or no administrator");
    return;
  }
  const day = (from, days) => new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10);
  await signIn(page, officer, passwords[officer]);
  await page.goto("/proposals");
  await look("proposals");
  await page.goto("/studio/packs/portugal-pending-regular");
  await follow(page, 'main a[href^="/studio/values/"]');
  await look("values");
  await page.fill("[name='v.decree.cutoff']", day("2020-09-01", -20 * number));
  await page.fill("#from", day("2020-11-09", number));
  await follow(page, "main form .button");
  await look("values-tried");
  await page.fill("#reason", "The order was read again.");
  await follow(page, ".next form .button");
  await look("proposal-own");
  const proposal = page.url();
  if (await page.locator("button[value=approve]").count()) throw new Error("who proposed may approve");
  await signOut(page);
  await signIn(page, administrator, passwords[administrator]);
  await page.goto("/studio");
  await look("studio-waiting");
  await page.goto(proposal);
  await look("proposal");
  await page.fill("#reason", "I read the order.");
  await page.click("button[value=approve]");
  await page.waitForSelector(".tag.yes", { timeout: 120_000 });
  await look("proposal-approved");
  await page.goto("/studio/library/packs/portugal-pending-regular");
  await look("adopt-changed");
  await signOut(page);
}

/** From a list of people to one of them. */
async function desk(page, look) {
  await signIn(page, worker, passwords[worker] ?? "");
  await page.goto("/desk");
  await look("desk");
  await follow(page, 'main a[href="/desk?narrow=1"]');
  await look("desk-narrow");
  await page.selectOption("#filter-sex", "F");
  await follow(page, ".filtergrid + .actions .button");
  await look("desk-narrowed");
  await page.goto("/desk");
  const name = await page.locator(".people tbody a").first().innerText();
  await follow(page, ".people tbody a");
  await look("person");
  await page.goto("/desk");
  await page.fill("#words", name.split(/\s+/)[0]);
  await page.click(".search .button");
  if (page.url().includes(encodeURIComponent(name))) throw new Error("a name stands in an address");
  await look("search");
  await page.fill("#words", "zzzz-nobody");
  await page.click(".search .button");
  await look("nobody");
  await page.goto("/nowhere");
  await look("nowhere");
  await signOut(page);
}
