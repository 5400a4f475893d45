// A rule changed by whoever studies it: an expression that is wrong is marked, a condition is left out and what that
// changes is shown, the reform is kept as a study and opened again from its list.

import { follow } from "./browser.mjs";

const CHANGE = "/studio/packs/portugal-pending-regular/pending-counts-as-regular/change";

/** Whoever stands at the page may simulate; `settled` waits for counts that take long. */
export async function reform(page, look, settled, name) {
  await page.goto(CHANGE);
  await look("reform");
  await page.click(".reform li:first-child .edit > summary");
  await page.fill("[name='w.pending']", "application.staus = submitted");
  await follow(page, "main form .button");
  await look("reform-wrong");
  if ((await page.locator(".wrong mark").innerText()) !== "application.staus") throw new Error("what is wrong is not marked");
  await page.goto(CHANGE);
  await page.check("[name='d.lodged']");
  await page.click(".reform li.new .edit > summary");
  await page.fill("[name='a.1']", "age(birth_date) >= 18");
  await follow(page, "main form .button");
  await settled(page);
  await look("reform-tried");
  if ((await page.locator(".bygroup").count()) === 0) throw new Error("nothing is told of groups");
  await page.emulateMedia({ media: "print" });
  if (await page.locator(".reform .edit").first().isVisible()) throw new Error("a form is printed");
  if (!(await page.locator(".printed").isVisible())) throw new Error("the print does not say of when it is");
  await page.emulateMedia({ media: null });
  await page.fill("#name", name);
  await follow(page, ".keep .button");
  await look("studies");
  await page.click(`.studies a:has-text("${name}")`);
  await settled(page);
  if (!(await page.locator("main").innerText()).includes(name)) throw new Error("the study does not say its name");
}
