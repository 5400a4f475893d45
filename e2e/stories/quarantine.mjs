// A place in quarantine filled and emptied over ten days: a house of one bed; somebody who came ten days ago, and whose stay is
// written down today; somebody who comes today, waits for that bed, has it, and goes with a negative test.
//
// Ten days do not pass in a browser: the day on which the first one came is said in the form that asks on which day it was.

import { days } from "./days.mjs";
import { begin, close, holds, open, record, refused, register, same, send, stands, step, turnedAway } from "./scene.mjs";

const TITLE = { en: "Stay in quarantine", ar: "الإقامة في الحجر" };

export async function quarantine({ as, look, way, name, day }) {
  const [ana, sam, supervisor, stranger] = [await as("ana"), await as("sam"), await as("supervisor"), await as("caseworker")];
  const house = await houses(supervisor, look, name);
  const first = await kept(ana, look, { house, name: `First${name} Come${name}`, way }, day);
  await seen({ supervisor, stranger }, look, house, first, day);
  const second = await waits(ana, look, { house, name: `Second${name} Wait${name}`, way }, day);
  await leaves({ ana, sam }, look, first, day);
  await offered(supervisor, look, house, second, day);
  await early({ ana, sam }, look, second, day);
  await emptied(supervisor, look, house, [first, second], day);
}

/** A house of one bed, kept by a supervisor. */
async function houses(supervisor, look, name) {
  const { page } = supervisor;
  await page.goto("/desk/records?kind=facility");
  await look(supervisor, "houses");
  await Promise.all([page.waitForNavigation(), page.click('main a.button[href*="/new/"]')]);
  await look(supervisor, "house-new");
  const house = await open(supervisor, { "facility.called": `House ${name}`, "facility.beds": "1" });
  await look(supervisor, "house");
  return { address: house, id: house.split("/").pop() };
}

/** Somebody who came ten days ago: what should have been done by now is late since the case was opened, and they leave today. */
async function kept(ana, look, { house, name, way }, day) {
  const came = days(day, -10);
  const person = await register(ana, { "name.full": name, birth_date: "1984" });
  await begin(ana, person, TITLE[way.lang]);
  await look(ana, "new");
  const address = await open(ana, {
    "quarantine.entered_on": came, "quarantine.leaves_on": day, "quarantine.travels_on": "false", "quarantine.facility": house.id,
  });
  await stands(ana, address, {
    open: {
      explain: { late: day, may: ["do"] }, bed: { late: day, may: ["do"] }, night: { due: day, may: ["do"] },
      test: { late: day, not: ["do"] }, leave: { due: day, not: ["do"] },
    },
  });
  await look(ana, "late");
  await ana.page.click('form[action$="/place"] details > summary');
  await ana.page.fill("#place-on", came);
  await send(ana.page, '[name="do"][value="fill"]');
  await step(ana, address, "bed", "do");
  await step(ana, address, "explain", "do");
  await look(ana, "there");
  return { address, person, name, code: await code(ana, address) };
}

/** The code of the line by which the house knows a record. */
async function code({ page }, address) {
  await page.goto(address);
  return (await page.locator("section.panel b .num").first().innerText()).trim();
}

/** The board shows eleven nights under a code, of which tonight is one, and no name; whoever does not open the wall finds no case. */
async function seen({ supervisor, stranger }, look, house, { address, person, name, code }, day) {
  for (const reader of [supervisor, stranger]) {
    same("the nights on the board", await nights(reader, house, code, day), 11);
    holds("a name stands on the board", !(await reader.page.content()).includes(name));
  }
  same("beds left tonight", await free(supervisor, day), 0);
  await look(stranger, "board-full");
  await supervisor.page.goto(`/desk/places?from=${day}`);
  await look(supervisor, "places");
  await turnedAway(stranger, address, 404);
  await stranger.page.goto(person);
  holds("whoever does not open the wall finds the stay", !(await stranger.page.content()).includes(address));
}

/** Over how many nights the bar of a line goes, on the board from the day on which the first one came. */
async function nights({ page }, house, code, day) {
  await page.goto(`${house.address}?from=${days(day, -10)}`);
  const bar = page.locator(".board tbody tr", { has: page.locator("th", { hasText: code }) }).locator("td:has(.stay)");
  return (await bar.count()) ? Number(await bar.getAttribute("colspan")) : 0;
}

/** What is free on a night, of the fourteen that are shown. */
async function free({ page }, day) {
  const from = days(day, -10);
  const cell = page.locator(".board tfoot td").nth((Date.parse(day) - Date.parse(from)) / 86_400_000);
  return Number((await cell.innerText()).replace(/[\u0660-\u0669]/g, (digit) => digit.charCodeAt(0) - 0x660));
}

/** Somebody who comes today finds no bed, is told so, and waits; the days that are due lie ahead. */
async function waits(ana, look, { house, name, way }, day) {
  const person = await register(ana, { "name.full": name, birth_date: "1979-03" });
  await begin(ana, person, TITLE[way.lang]);
  const address = await open(ana, {
    "quarantine.entered_on": day, "quarantine.leaves_on": days(day, 10), "quarantine.travels_on": "true", "quarantine.facility": house.id,
  });
  await stands(ana, address, {
    open: {
      explain: { due: day }, bed: { due: day }, night: { due: day }, test: { due: days(day, 3) }, leave: { due: days(day, 10) },
      travel: { due: days(day, 7), may: ["do"] },
    },
  });
  await refused(ana, '[name="do"][value="reserve"]', 409);
  await look(ana, "full");
  await send(ana.page, '[name="do"][value="wait"]');
  await look(ana, "waits");
  return { address, person, name, code: await code(ana, address) };
}

/** The tenth day: tested, not negative, let go on the day on which it was due; closing gives the bed back. */
async function leaves({ ana, sam }, look, { address }, day) {
  await record(ana, address, { "quarantine.tested_on": days(day, -7), "quarantine.negative": "false" });
  await step(ana, address, "night", "do");
  await stands(ana, address, { open: { leave: { due: day }, night: { due: days(day, 1) } } });
  await record(ana, address, { "quarantine.released_on": day });
  await stands(ana, address, { open: {}, noEnds: ["left"] });
  await look(ana, "let-go");
  await stands(sam, address, { ends: ["left"] });
  await look(sam, "to-be-closed");
  await close(sam, address, "left");
  await look(sam, "closed");
}

/** The house offers the bed to whoever waits longest, by a code. */
async function offered(supervisor, look, house, { code, name }, day) {
  const { page } = supervisor;
  await page.goto(house.address);
  holds("nobody waits at the house", (await page.locator(".lines").innerText()).includes(code));
  await look(supervisor, "one-waits");
  await send(page, '[name="do"][value="offer"]');
  same("the nights that are kept", await nights(supervisor, house, code, day), 4);
  holds("a name stands on the board", !(await page.content()).includes(name));
}

/** In the bed, seen in the evening, tested negative: then the day of leaving is tomorrow, and no later. */
async function early({ ana, sam }, look, { address }, day) {
  await step(ana, address, "bed", "do");
  await step(ana, address, "explain", "do");
  await step(ana, address, "night", "do");
  await record(ana, address, { "quarantine.tested_on": day, "quarantine.negative": "true" });
  await stands(ana, address, {
    open: { leave: { due: days(day, 10) }, leave_early: { due: days(day, 1) }, travel: { due: days(day, 7) }, night: { due: days(day, 1) } },
  });
  await look(ana, "negative");
  await step(ana, address, "travel", "do");
  await record(ana, address, { "quarantine.released_on": day });
  await stands(ana, address, { open: {} });
  await close(sam, address, "left");
}

/** Nobody is there any more, and the bed is free again from tonight on. */
async function emptied(supervisor, look, house, lines, day) {
  for (const { code } of lines) same("the nights that are taken by a line that was given back", await nights(supervisor, house, code, day), 0);
  for (const night of [0, 1, 2, 3]) same("beds left on a night", await free(supervisor, days(day, night)), 1);
  await look(supervisor, "board-empty");
}
