// A returnee from the desk to a completed plan: cash that finance plans, a stay for observation, a plan that a supervisor
// approves, and the question how things are, a year after.
//
// A year does not pass in a browser. The day of return is written down as today, so that every day that is due lies ahead and is
// counted; once the plan is approved it turns out that it was a year ago, and what is owed after a year is owed now.

import { days, months } from "./days.mjs";
import { amend, begin, close, forged, holds, open, record, refused, register, same, stands, step, turnedAway } from "./scene.mjs";

const TITLE = { en: "Coming back", ar: "العودة" };

export async function returnee({ as, look, way, name, day }) {
  const [worker, supervisor, maker] = [await as("caseworker"), await as("supervisor"), await as("finance-maker")];
  const person = await comes(worker, look, name, way, day);
  const address = await opens(worker, look, person, way, day);
  await paid({ worker, supervisor, maker }, look, address, day);
  await observed({ worker, supervisor }, look, address, day);
  await planned({ worker, supervisor }, look, address, day);
  await after({ worker, supervisor }, look, address, person, day);
}

/** Whoever came back before the pathway began is not let in by it; the day is put right, and they are. */
async function comes(worker, look, name, way, day) {
  const person = await register(worker, { "name.full": `Sample${name} Walk${name}`, birth_date: "1991-05", "return.on": "2020-02-20" });
  await look(worker, "registered");
  await begin(worker, person, TITLE[way.lang]);
  await look(worker, "new");
  await refused(worker, "form.panel .button", 409);
  await look(worker, "too-early");
  await amend(worker, person, { "return.on": day });
  return person;
}

async function opens(worker, look, person, way, day) {
  await begin(worker, person, TITLE[way.lang]);
  const address = await open(worker, { "returnee.observe": "true" });
  await stands(worker, address, {
    way: ["now", "now", "later", "later"],
    open: { cash: { due: days(day, 3), not: ["do", "yes", "waive"] }, release: { due: days(day, 10), not: ["do"] } },
    noEnds: ["completed", "away"],
  });
  await look(worker, "case");
  return address;
}

/** Finance works on no cases yet, and says so to nobody but itself; a supervisor lets the case go on, with a reason. */
async function paid({ worker, supervisor, maker }, look, address, day) {
  await turnedAway(maker, address, 404);
  await worker.page.goto(address);
  same("cash that a case worker plans", await forged(worker, address, { step: "do", item: "cash" }), 403);
  same("cash that a case worker does without", await forged(worker, address, { step: "waive", item: "cash", why: "late" }), 403);
  await stands(supervisor, address, { ends: ["opened_in_error"], noEnds: ["completed"] });
  await look(supervisor, "case-supervisor");
  await step(supervisor, address, "cash", "waive", { why: "It is paid out by hand until finance works here." });
  await stands(supervisor, address, { way: ["done", "now", "later", "later"], open: { release: { due: days(day, 10) } } });
}

/** Nobody is kept by what nobody wrote down: the day on which they went is entered, and the plan begins. */
async function observed({ worker, supervisor }, look, address, day) {
  await record(worker, address, { "returnee.released_on": day });
  await stands(worker, address, {
    way: ["done", "done", "now", "later"], open: { plan: { due: days(day, 30), may: ["do"], not: ["yes", "waive"] } },
  });
  await look(worker, "let-go");
}

async function planned({ worker, supervisor }, look, address, day) {
  await step(worker, address, "plan", "do");
  const waits = await stands(worker, address, { way: ["done", "done", "now", "later"] });
  holds("one's own plan is offered for a yes", !waits.open.plan.steps.includes("yes"));
  same("a yes to one's own plan", await forged(worker, address, { step: "yes", item: "plan" }), 403);
  await look(worker, "waits");
  await supervisor.page.goto(address);
  await look(supervisor, "plan");
  await step(supervisor, address, "plan", "yes", { why: "It can be done." });
  await stands(worker, address, { way: ["done", "done", "done", "now"], open: {}, noEnds: ["completed"] });
  await look(worker, "nothing-open");
}

/** A year after: the question of half a year was missed, that of the year stands open and ends the case. */
async function after({ worker, supervisor }, look, address, person, day) {
  const year = months(`${days(day, -10).slice(0, 8)}01`, -12);
  const back = `${year.slice(0, 8)}${String(Math.min(28, Number(days(day, -10).slice(8)))).padStart(2, "0")}`;
  await amend(worker, person, { "return.on": back });
  await stands(worker, address, {
    way: ["done", "done", "done", "now"], open: { survey: { due: days(months(back, 12), 30), may: ["do"] } },
  });
  await stands(supervisor, address, { noEnds: ["completed"] });
  holds("that it was missed is not told", await worker.page.locator("#item-survey > p .tag.no").count());
  await look(worker, "survey");
  await step(worker, address, "survey", "do");
  await stands(worker, address, { way: ["done", "done", "done", "done"], open: {}, noEnds: ["completed"] });
  await stands(supervisor, address, { ends: ["completed"] });
  await look(supervisor, "to-be-closed");
  await close(supervisor, address, "completed");
  await look(supervisor, "closed");
}
