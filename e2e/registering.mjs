// A family registered at the desk: a form that does not fit, who may be on record already, another of the household, and a
// field that is amended in its row.

import { follow } from "./browser.mjs";

/** Registers two people of one household; `name` tells the family from those of other walks. */
export async function register(page, look, name) {
  const family = `Walk${name.replaceAll("-", "")}`;
  await page.goto("/desk");
  await page.click('a[href="/desk/people/new"]');
  await page.waitForLoadState("load");
  await look("register");
  await page.fill('[name="name.full"]', `Amina ${family}`);
  await page.fill('[name="birth_date"]', "soon");
  await send(page, ".fields .button");
  await look("register-unfit");
  if ((await page.inputValue('[name="name.full"]')) !== `Amina ${family}`) throw new Error("what was typed is lost");
  await page.fill('[name="birth_date"]', "\u0661\u0669\u0669\u0660-\u0660\u0665");
  await send(page, ".fields .button");
  await look("registered");
  const first = new URL(page.url()).pathname;
  if (!(await page.content()).includes("1990-05")) throw new Error("a birth date in Arabic digits is not read");

  await follow(page, `a[href="${first}/household"]`);
  await page.fill('[name="name.full"]', `Amina ${family}`);
  await send(page, ".fields .button");
  await look("alike");
  if (!(await page.locator(`.alikes a.button[href="${first}"]`).count())) throw new Error("nobody is said to be alike");
  await send(page, '[name="other"]');
  if (!(await page.locator(`.members a[href="${first}"]`).count())) throw new Error("the household has not grown");

  await page.goto(first);
  await follow(page, 'a[href$="?edit=birth_date#edit"]');
  await look("field");
  await page.fill('[name="birth_date"]', "1990-05-17");
  await send(page, '[name="act"][value="save"]');
  if (!new URL(page.url()).searchParams.has("saved")) throw new Error("a field is not amended");
  await follow(page, '.crumbs a[href="/desk"]');
}

async function send(page, selector) {
  await Promise.all([page.waitForNavigation(), page.click(selector)]);
}
