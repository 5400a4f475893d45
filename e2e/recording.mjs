// A record of a person: opened on their page, found again, put into hands, closed.

import { follow } from "./browser.mjs";

/** Opens a paper of whoever stands first on the list, and does with it what a case worker does. */
export async function record(page, look, last) {
  await page.goto("/desk");
  await page.locator(".people tbody a").nth(last ? -1 : 0).click();
  await page.goto(`${new URL(page.url()).pathname}/new/paper`);
  await look("record-new");
  await page.selectOption('[name="paper.what"]', "passport");
  await page.fill('[name="paper.number"]', "AB 123456");
  await page.fill('[name="paper.expires_on"]', "2021-03-01");
  await send(page, "form.panel .button");
  await look("record");
  const address = new URL(page.url()).pathname;
  await page.fill('[name="paper.issued_by"]', "Consulate");
  await send(page, "form.next .button");
  await send(page, '[name="act"][value="take"]');
  await page.fill('[name="reason"]', "given back");
  await page.press('[name="reason"]', "Tab");
  if (await page.locator('[name="act"][value="close"]').count()) await send(page, '[name="act"][value="close"]');
  await look("record-closed");
  await page.goto("/desk/records?kind=paper&closed=1");
  await look("records");
  if (!(await page.locator(`a[href="${address}"]`).count())) throw new Error("a closed record is not among the closed");
  if ((await page.content()).includes("AB 123456")) throw new Error("a sealed number stands on a list");
  await follow(page, '.crumbs a[href="/desk"]');
}

async function send(page, selector) {
  await Promise.all([page.waitForNavigation(), page.click(selector)]);
  if (!new URL(page.url()).searchParams.has("saved")) throw new Error(`${selector} is not taken`);
}
