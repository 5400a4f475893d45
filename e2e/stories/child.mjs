// A child from arrival to a durable solution: alone at the desk, placed the same day, assessed by one and approved by another,
// its family looked for once everybody agrees, heard by a panel of which one member says no, visited, and let go only when its
// guardian is there.
//
// A year of visits does not pass in a browser: they are told on one day, and what each asks for next is held against a calendar.

import { days, months, workingDays } from "./days.mjs";
import { amend, begin, close, forged, holds, open, record, register, same, send, stands, standing, step, turnedAway } from "./scene.mjs";

const TITLE = { en: "A child on the move", ar: "طفل متنقل" };
/** What is open beside the rest for most of the way: the guardian by working days from arrival, the plan by days. */
const guarded = (day) => ({ guardian: { due: workingDays(day, 15), not: ["do"] } });
const daily = (day) => ({ ...guarded(day), plan: { due: days(day, 14), may: ["do"] } });
const ARRIVAL = ["now", "later", "later", "later", "later", "later", "later", "later"];

export async function child({ as, look, way, name, day }) {
  const [ana, sam, leo, hana, stranger] = [await as("ana"), await as("sam"), await as("leo"), await as("hana"), await as("caseworker")];
  const person = await arrives(ana, look, name, day);
  const address = await opens(ana, look, person, way, day);
  await walled(stranger, person, address, way);
  await cared(ana, look, address, day);
  await assessed(ana, sam, look, address, day);
  await sought(ana, look, address, person, day);
  await decided({ ana, sam, leo, hana }, look, address, day);
  await visited({ ana, sam }, look, address, person, day);
  await ended({ ana, sam }, look, address);
}

/** Registered by whoever opens the wall around children; what stands behind it is there for them alone. */
async function arrives(ana, look, name, day) {
  const person = await register(ana, {
    "name.full": `Sample${name} Walk${name}`, birth_date: `${Number(day.slice(0, 4)) - 9}`, arrived_on: day, "child.care": "unaccompanied",
  });
  await look(ana, "registered");
  return person;
}

async function opens(ana, look, person, way, day) {
  await begin(ana, person, TITLE[way.lang]);
  await look(ana, "new");
  const address = await open(ana, {});
  await stands(ana, address, { way: ARRIVAL, open: { identify: { due: day, may: ["do"] } }, noEnds: ["settled", "of_age"] });
  await send(ana.page, '[name="act"][value="take"]');
  await look(ana, "case");
  return address;
}

/** Whoever does not open the wall is offered no such case and finds none. */
async function walled(stranger, person, address, way) {
  await stranger.page.goto(person);
  const content = await stranger.page.content();
  holds("whoever does not open the wall is offered the case", !content.includes(TITLE[way.lang]));
  holds("whoever does not open the wall reads who cares for the child", !content.includes('?edit=child.care'));
  await turnedAway(stranger, address, 404);
}

/** Placed the same day; a guardian is due by working days from arrival, which nobody says by hand. */
async function cared(ana, look, address, day) {
  await step(ana, address, "identify", "do");
  await stands(ana, address, {
    way: ["done", "now", "later", "later", "later", "later", "later", "later"],
    open: { place: { due: day, may: ["do"] }, ...guarded(day) },
  });
  await step(ana, address, "place", "do");
  await stands(ana, address, {
    way: ["done", "now", "now", "later", "later", "later", "later", "later"],
    open: { ...guarded(day), bia: { due: workingDays(day, 10), may: ["do"] } },
  });
  await look(ana, "placed");
}

/** Nobody approves their own assessment, by the page or past it; a supervisor finds it on their list. */
async function assessed(ana, sam, look, address, day) {
  await step(ana, address, "bia", "do");
  const waits = await stands(ana, address, {});
  holds("one's own assessment is offered for a yes", !waits.open.bia.steps.includes("yes"));
  same("a yes to one's own assessment", await forged(ana, address, { step: "yes", item: "bia" }), 403);
  await sam.page.goto("/desk/work?whose=yes");
  holds("a supervisor does not find what waits for them", await sam.page.locator(`a[href^="${address}"]`).count());
  await look(sam, "for-my-yes");
  await sam.page.goto(address);
  await look(sam, "assessed");
  await step(sam, address, "bia", "yes");
  const found = await stands(ana, address, {
    way: ["done", "now", "done", "now", "now", "later", "later", "later"],
    open: { ...daily(day), situation: { due: days(day, 14), may: ["do"] }, report: { not: ["refer"] } },
  });
  same("what is to be asked", found.asks, 2);
}

/** The family is looked for where it is safe and everybody agrees, and not a word before. */
async function sought(ana, look, address, person, day) {
  await record(ana, address, { "child_move.trace_safe": "true" });
  const found = await stands(ana, address, { way: ["done", "now", "done", "now", "now", "later", "later", "later"] });
  same("what is to be asked", found.asks, 3);
  await look(ana, "to-be-asked");
  const refer = { step: "refer", item: "report", to: "tracing service", priority: "normal" };
  same("a search to which nobody agreed", await forged(ana, address, refer), 409);
  same("a search to which the guardian did not agree", await forged(ana, address, { ...refer, consent: "1" }), 409);
  await record(ana, address, { "child_move.child_agrees": "true", "child_move.guardian_agrees": "true" });
  await step(ana, address, "report", "refer", { to: "tracing service", priority: "normal", consent: "1" });
  await stands(ana, address, { open: { ...daily(day), situation: { due: days(day, 14) }, report: { due: days(day, 42) } } });
  await look(ana, "referred");
  await step(ana, address, "report", "answer", { answer: "completed" });
  await step(ana, address, "situation", "do");
  await mistaken(ana, look, address, day);
  await step(ana, address, "plan", "do");
  await stands(ana, address, {
    way: ["done", "now", "done", "done", "done", "now", "later", "later"],
    open: { ...guarded(day), bid: { due: days(day, 30), may: ["decide"] } },
  });
}

/** What was said to be done too early is taken back, and stands open again with its day. */
async function mistaken(ana, look, address, day) {
  await step(ana, address, "plan", "do");
  await stands(ana, address, { open: { ...guarded(day), bid: { due: days(day, 30) } } });
  await ana.page.goto(address);
  const line = ana.page.locator(".history li", { has: ana.page.locator('[value="retract"]') }).first();
  await line.locator("summary").click();
  await line.locator('[name="why"]').fill("the wrong line");
  await Promise.all([ana.page.waitForNavigation(), line.locator('[value="retract"]').click()]);
  await stands(ana, address, { open: daily(day) });
  await look(ana, "taken-back");
}

/** A panel of three, each on a seat of their own, of whom two are enough; none of them decided it. */
async function decided({ ana, sam, leo, hana }, look, address, day) {
  await turnedAway(leo, address, 404);
  for (const member of [leo, hana]) await step(sam, address, "bid", "appoint", { to: member.account });
  await look(sam, "panel");
  await step(ana, address, "bid", "decide", { outcome: "stay", why: "She goes to school here and her aunt lives here." });
  holds("who decided is asked for a vote", !(await standing(ana)).open.bid.steps.includes("yes"));
  same("a vote on one's own decision", await forged(ana, address, { step: "yes", item: "bid", seat: "law" }), 403);
  await leo.page.goto(address);
  await look(leo, "vote");
  await step(leo, address, "bid", "yes", { seat: "law" });
  same("the seats for which who has voted may say otherwise", await seats(leo), ["law"]);
  same("a second seat of one person", await forged(leo, address, { step: "yes", item: "bid", seat: "health" }), 403);
  await hana.page.goto(address);
  same("a second vote for one seat", await forged(hana, address, { step: "yes", item: "bid", seat: "law" }), 409);
  same("the seats that are left", await seats(hana), ["health", "social"]);
  await step(hana, address, "bid", "no", { seat: "health", why: "I would hear her once more." });
  await stands(ana, address, { way: ["done", "now", "done", "done", "done", "now", "later", "later"] });
  await step(sam, address, "bid", "yes", { seat: "social" });
  await stands(ana, address, {
    way: ["done", "now", "done", "done", "done", "done", "now", "later"],
    open: { ...guarded(day), act: { due: days(day, 30), may: ["do"] } },
  });
  await look(ana, "decided");
}

/** For which seats a player is asked. */
function seats({ page }) {
  return page.locator('#item-bid select[name="seat"] option').evaluateAll((all) => all.map((one) => one.value));
}

/** Carried out, and visited four times. */
async function visited({ ana, sam }, look, address, person, day) {
  await step(ana, address, "act", "do");
  for (const due of [days(day, 14), ...[1, 2, 3].map(() => months(day, 3))]) {
    await stands(ana, address, { open: { ...guarded(day), visit: { due, may: ["do"] } } });
    await step(ana, address, "visit", "do");
  }
  // All is done but the guardian: nobody settles the case of a child that waits for one.
  await stands(sam, address, {
    way: ["done", "now", "done", "done", "done", "done", "done", "done"], open: guarded(day), noEnds: ["settled"],
  });
  await look(ana, "waits-for-guardian");
  await amend(ana, person, { "child.guardian": "true", "child.guardian_appointed_on": day });
}

async function ended({ ana, sam }, look, address) {
  await stands(ana, address, { way: ARRIVAL.map(() => "done"), open: {}, noEnds: ["settled"] });
  await stands(sam, address, { ends: ["settled"], noEnds: ["of_age"] });
  await look(sam, "to-be-closed");
  await close(sam, address, "settled");
  await look(sam, "closed");
  await sam.page.goto("/desk/work?whose=office");
  holds("a closed case is on a list of work", !(await sam.page.locator(`a[href^="${address}"]`).count()));
}
