// The portal: somebody without an account asks for help, comes back with a code, and leaves by the way out.

import { follow } from "./browser.mjs";

/** Bytes over the wire of any page of the portal after the first, whose style sheet is kept by then. */
const LATER_PAGE = 10_000;

/** Goes through the first form to its end, then through a sensitive one to its way out. */
export async function need(page, look, weight) {
  await page.goto("/need");
  await look("need");
  await follow(page, ".doors a >> nth=0");
  await look("need-start");
  const bytes = await weight(page, () => follow(page, "main form .button"));
  if (bytes > LATER_PAGE) throw new Error(`a page of the portal weighs ${bytes} bytes`);
  await through(page, look);
  await look("need-check");
  await follow(page, "form[action^='/need/send'] .button");
  await look("need-sent");
  const [code, pin] = await page.locator(".codes dd").allInnerTexts();
  await page.goto("/status");
  await page.fill("#code", code);
  await page.fill("#pin", pin);
  const told = page.waitForResponse((response) => response.request().method() === "POST");
  await page.click("main form .button");
  await told;
  await page.waitForSelector("[aria-current=step]");
  await look("need-status");
  await leave(page, look);
}

/** Answers whatever a page asks, until everything was asked. */
async function through(page, look) {
  for (let number = 1; number < 40; number += 1) {
    const form = page.locator("main form:has([name=key])");
    if (!(await form.count())) return;
    if (number < 4) await look(`need-page-${number}`);
    const box = form.locator(".choices .choice input");
    const words = form.locator(".ask1 :is(input, textarea)");
    if (await box.count()) await box.first().check();
    else if (await words.count()) await words.first().fill((await words.first().getAttribute("inputmode")) === "numeric" ? "1990" : "by the bridge");
    await follow(page, "main form:has([name=key]) .button >> nth=0");
  }
  throw new Error("the form has no end");
}

/** On a sensitive form: the way out is the second stop of the keyboard, and after it nothing is left. */
async function leave(page, look) {
  await page.goto("/need");
  const doors = await page.locator(".doors a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  for (const door of doors) {
    await page.goto(door);
    if (await page.locator(".leave").count()) break;
  }
  if (!(await page.locator(".leave").count())) throw new Error("no form has a way out");
  await look("need-sensitive");
  await follow(page, "main form .button");
  const title = await page.title();
  if (title.includes("Onward")) throw new Error("the title of a sensitive page tells where it is");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  if (!(await page.evaluate(() => document.activeElement.closest(".leave")))) throw new Error("the way out is not the second stop");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/exit/page");
  await page.goBack();
  if (await page.locator("main form:has([name=key])").count()) throw new Error("after the way out, Back shows the form");
  await page.goto("/need/check");
  if (!page.url().endsWith("/need")) throw new Error("a draft is left");
}
