// Stories of people from the first day to the last, each played in English and in Arabic, once on a phone and once on a desk.
//
// BASE_URL=... PASSWORDS='{"administrator":"...",...}' node stories/play.mjs [child|returnee|quarantine]...
// `run.mjs` plays each of them once after its walks.

import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { company } from "../browser.mjs";
import { hire, players } from "./cast.mjs";
import { child } from "./child.mjs";
import { today } from "./days.mjs";
import { quarantine } from "./quarantine.mjs";
import { returnee } from "./returnee.mjs";
import { scene } from "./scene.mjs";

const shots = new URL("../shots/", import.meta.url).pathname;
const STORIES = { child, returnee, quarantine };
const WIDTHS = { child: { en: 1280, ar: 390 }, returnee: { en: 1280, ar: 390 }, quarantine: { en: 390, ar: 1280 } };

/** Each story once, in one language or the other: what every run plays. */
export const ONCE = { en: ["child"], ar: ["returnee", "quarantine"] };

/** Plays stories, by the languages in which each is told; how many problems there were. */
export async function play(base, people, told) {
  await mkdir(shots, { recursive: true });
  // Names of their own each time, so that they can be played again on one instance.
  const mark = Date.now().toString(36).slice(-5);
  const lines = [];
  const office = await company(base, { lang: "en", width: 1280, scheme: "light", script: true });
  let cast = {};
  try {
    cast = await hire(office, people, mark);
  } catch (error) {
    lines.push(`stories: nobody is hired: ${error.message.split("\n")[0]}`);
  }
  await office.close();
  if (lines.length === 0) await Promise.all(Object.entries(told).map(([lang, names]) => evening(base, lang, { names, ...cast, people, mark, lines })));
  lines.forEach((line) => console.log(line));
  return lines.length;
}

/** All stories in one language, one after the other. */
async function evening(base, lang, { names, hired, zone, people, mark, lines }) {
  for (const title of names) {
    // Between them the stories see each width in each language, and light and dark.
    const way = { lang, width: WIDTHS[title][lang], scheme: title === "returnee" ? "dark" : "light", script: true };
    const troupe = await company(base, way);
    const set = scene({ as: players(troupe, hired, people), way, title, mark, day: await today(zone), shots, lines });
    const began = Date.now();
    try {
      await STORIES[title](set);
    } catch (error) {
      lines.push(`${title} in ${lang}: ${error.message.split("\n")[0]} (${where(error)})`);
    }
    await troupe.close();
    console.log(`${title} in ${lang}: ${Math.round((Date.now() - began) / 1000)} s`);
  }
}

/** The line of the story at which it broke off. */
function where(error) {
  return error.stack.match(/stories\/(child|returnee|quarantine)\.mjs:\d+/)?.[0] ?? "before its first line";
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const passwords = JSON.parse(process.env.PASSWORDS ?? "{}");
  const people = { administrator: "administrator", officer: "officer", worker: "caseworker", supervisor: "supervisor", passwords };
  const names = process.argv[2] ? process.argv.slice(2) : Object.keys(STORIES);
  const wrong = await play(process.env.BASE_URL ?? "http://127.0.0.1:8080", people, { en: names, ar: names });
  console.log(wrong === 0 ? "all right" : `${wrong} problems`);
  process.exitCode = wrong === 0 ? 0 : 1;
}
