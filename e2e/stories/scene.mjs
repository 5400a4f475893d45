// What is done and looked at in every story: a page with everything that must hold on it, somebody registered, a case opened,
// a step taken, how a case stands.

import { problems } from "../checks.mjs";

/** What a story needs of the play: `as(name)` is a player, `look(player, what)` looks at the page before them. */
export function scene({ as, way, title, mark, day, shots, lines }) {
  const name = `${title}-${way.lang}-${way.width}`;
  let number = 0;
  const look = async (player, what) => {
    const { page } = player;
    const found = [...(await problems(page, way)), ...(await unspoken(page)), ...unmeant(player)];
    lines.push(...found.map((problem) => `${name} ${what}: ${problem}`));
    number += 1;
    await page.screenshot({ path: `${shots}story-${title}-${String(number).padStart(2, "0")}-${what}-${way.lang}-${way.width}.png`, fullPage: true });
  };
  // Nobody in one story is called like somebody in another: the desk would ask each time whether it is the same person.
  return { as, look, way, day, name: `${title}${way.lang}${mark}` };
}

/** Words that were never said in the language of the page: names of messages, and texts marked as of another tongue. */
async function unspoken(page) {
  const { text, foreign } = await page.evaluate(() => ({
    text: document.body.innerText,
    foreign: [...document.querySelectorAll("main abbr.tongue")].map((mark) => mark.previousElementSibling?.textContent ?? ""),
  }));
  const names = [...new Set(text.match(/\[[a-z]+(-[a-z]+)*\]/g) ?? [])];
  return [...names.map((name) => `a message is called ${name}`), ...foreign.map((words) => `not in this language: ${words}`)];
}

/** Who wrote into a case last: their page shows it as it stands, the pages of others do not. */
const last = new Map();

/** Puts a case before a player, as it stands now. */
async function before(player, address) {
  const fresh = last.get(address) === player && new URL(player.page.url()).pathname === address;
  if (!fresh) await player.page.goto(address);
}

/** Throws where something is not as it should be, and says both. */
export function same(what, found, expected) {
  const [is, should] = [JSON.stringify(found), JSON.stringify(expected)];
  if (is !== should) throw new Error(`${what}: ${is}, and not ${should}`);
}

/** Throws where something does not hold. */
export function holds(what, truth) {
  if (!truth) throw new Error(what);
}

/** Sends a form; the page that comes says that it is on record. */
export async function send(page, selector) {
  await press(page, selector);
  if (!/[?&](saved|registered)=/.test(page.url())) throw new Error(`${selector} is not taken: ${await said(page)}`);
}

/** Sends a form that is to be refused: with which status, and that the page says why. */
export async function refused(player, selector, status) {
  const { page } = player;
  means(player, status);
  const answer = page.waitForResponse((response) => response.request().method() === "POST");
  await press(page, selector);
  same(`${selector} is answered`, (await answer).status(), status);
  holds(`${selector} is refused without a word`, await said(page));
}

/** What a page says against what was sent. */
async function said(page) {
  return (await page.locator('main [role="alert"]').allInnerTexts()).join(" ");
}

async function press(page, selector) {
  const button = page.locator(selector).first();
  await Promise.all([page.waitForNavigation(), button.click()]);
}

/** Asks for a page that is not the player's: with which status it is answered. */
export async function turnedAway(player, address, status) {
  means(player, status);
  const answer = await player.page.goto(address);
  same(`${address.split("/").slice(0, 3).join("/")} is answered`, answer.status(), status);
}

/** A browser repeats a status on its console, sometimes when another page is there already: the one that was meant is no
 * complaint, once. */
function unmeant({ complaints, meant = [] }) {
  return complaints.splice(0).filter((complaint) => {
    const at = meant.findIndex((status) => complaint.includes(` ${status} `));
    if (at >= 0) meant.splice(at, 1);
    return at < 0;
  });
}

/** A status that is to come. */
function means(player, status) {
  (player.meant ??= []).push(status);
}

/** Sends what no page offers, as whoever writes their own forms would; with which status it is answered. */
export async function forged({ page }, address, form) {
  const hidden = (name) => page.locator(`[name="${name}"]`).first().inputValue();
  const [form_token, seen] = [await hidden("form_token"), await hidden("seen")];
  const headers = { origin: new URL(page.url()).origin };
  // Even where it is refused, something of it may have been written down.
  last.delete(address);
  const options = { form: { form_token, seen, ...form }, headers, maxRedirects: 0 };
  return (await page.context().request.post(`${address}/step`, options)).status();
}

/** Registers somebody; the address of their page. */
export async function register({ page }, fields) {
  await page.goto("/desk");
  await page.click('a[href="/desk/people/new"]');
  await page.waitForLoadState("load");
  await page.click(".morefields > summary");
  for (const [name, value] of Object.entries(fields)) await enter(page, name, value);
  await press(page, ".fields > .actions .button");
  // Whoever is called alike was registered meanwhile: the form asks again.
  for (let times = 0; times < 3 && (await page.locator('[name="other"]').count()); times += 1) await press(page, '[name="other"]');
  if (!page.url().includes("registered=")) throw new Error(`nobody is registered: ${await said(page)}`);
  return new URL(page.url()).pathname;
}

/** Fills in a field of whatever kind. */
export async function enter(page, name, value) {
  const field = page.locator(`main [name="${name}"]`).first();
  if ((await field.evaluate((input) => input.tagName)) === "SELECT") await field.selectOption(value);
  else await field.fill(value);
}

/** Amends fields of somebody on their page. */
export async function amend({ page }, person, fields) {
  last.clear();
  for (const [name, value] of Object.entries(fields)) {
    await page.goto(`${person}?edit=${name}#edit`);
    await enter(page, name, value);
    await send(page, '[name="act"][value="save"]');
  }
}

/** The form of a new record of somebody, by what people call its kind. */
export async function begin({ page }, person, title) {
  await page.goto(person);
  await Promise.all([page.waitForNavigation(), page.locator('a.button[href*="/new/"]', { hasText: title }).first().click()]);
}

/** Opens it; its address. */
export async function open(player, fields) {
  for (const [name, value] of Object.entries(fields)) await enter(player.page, name, value);
  await send(player.page, "form.panel .button");
  const address = new URL(player.page.url()).pathname;
  last.set(address, player);
  return address;
}

/** Writes into a case what it asks for. */
export async function record(player, address, fields) {
  await before(player, address);
  for (const [name, value] of Object.entries(fields)) await enter(player.page, name, value);
  await send(player.page, "#says .actions .button");
  last.set(address, player);
}

/** Takes a step of a case, with what its form asks for. */
export async function step(player, address, item, name, fields = {}) {
  await before(player, address);
  const { page } = player;
  const form = page.locator(`#item-${item} form.step`, { has: page.locator(`[name="step"][value="${name}"]`) }).first();
  // What is done rarely lies in a drawer; the drawer inside the form is for an earlier hour.
  const drawer = page.locator(`#item-${item} > details`, { has: page.locator(`[name="step"][value="${name}"]`) });
  if ((await drawer.count()) && (await drawer.getAttribute("open")) === null) await drawer.locator("> summary").click();
  for (const [field, value] of Object.entries(fields)) {
    const there = form.locator(`[name="${field}"]`);
    const type = await there.first().getAttribute("type");
    if (type === "radio") await form.locator(`[name="${field}"][value="${value}"]`).check();
    else if (type === "checkbox") await there.check();
    else if ((await there.evaluate((input) => input.tagName)) === "SELECT") await there.selectOption(value);
    else await there.fill(value);
  }
  await Promise.all([page.waitForNavigation(), form.locator(`[name="step"][value="${name}"]`).click()]);
  if (!page.url().includes("saved=")) throw new Error(`${name} ${item} is not taken: ${await said(page)}`);
  last.set(address, player);
}

/** How a case stands as the page tells it: its way, and what is open with its day, since when it is late, what is offered. */
export async function standing({ page }) {
  return page.evaluate(() => ({
    way: [...document.querySelectorAll(".way .stop")].map((stop) => {
      if (stop.classList.contains("now")) return "now";
      if (stop.classList.contains("yes")) return "done";
      if (stop.classList.contains("ask")) return "unknown";
      return stop.textContent.trim() === "" ? "later" : "passed";
    }),
    open: Object.fromEntries([...document.querySelectorAll('section[id^="item-"]')].map((section) => {
      const day = (look) => section.querySelector(`:scope > p .tag.${look} time`)?.dateTime;
      const steps = [...section.querySelectorAll('[name="step"]')].map((button) => button.value);
      // What comes again and was done says mildly by when the next time is.
      return [section.id.slice(5), { due: day("ask") ?? day("none"), late: day("no"), steps }];
    })),
    asks: document.querySelectorAll('main section ul.tight a[href="#says"], main section ul.tight a[href*="?edit="]').length,
    ends: [...document.querySelectorAll('select[name="reason"] option')].map((end) => end.value).filter(Boolean),
    isOpen: document.querySelector(".headline .tag.yes") !== null,
  }));
}

/** Holds how a case stands against what a reader should see. `open` names each open item with what of it is looked at. */
export async function stands(player, address, { way, open, ends, noEnds }) {
  await before(player, address);
  const found = await standing(player);
  if (way) same("the way", found.way, way);
  if (open) {
    same("what is open", Object.keys(found.open), Object.keys(open));
    for (const [item, expected] of Object.entries(open)) {
      for (const key of ["due", "late"]) same(`${item} ${key}`, found.open[item][key] ?? null, expected[key] ?? null);
      for (const step of expected.may ?? []) holds(`${step} of ${item} is not offered`, found.open[item].steps.includes(step));
      for (const step of expected.not ?? []) holds(`${step} of ${item} is offered`, !found.open[item].steps.includes(step));
    }
  }
  for (const end of ends ?? []) holds(`it cannot end as ${end}`, found.ends.includes(end));
  for (const end of noEnds ?? []) holds(`it can end as ${end}`, !found.ends.includes(end));
  return found;
}

/** Ends a case. */
export async function close(player, address, reason) {
  await player.page.goto(address);
  await player.page.selectOption('[name="reason"]', reason);
  await send(player.page, '[name="act"][value="close"]');
  last.set(address, player);
  holds("a case that was closed is open", !(await standing(player)).isOpen);
}
