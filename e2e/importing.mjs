// A register from its file to its last page: columns are mapped by looking at values, tried, imported, and the row that was
// handed back is fetched. Each walk has a register of its own, for what one imported the next would know.

import { follow } from "./browser.mjs";

const rows = (walk) => [
  "Dossier,Nom complet,birth_date,sex,Remarque",
  `${walk}-1,Zofia Testowa,1990-05-17,F,first`,
  `${walk}-2,Jan Testowy,1991-06-18,M,second`,
  `${walk}-3,Ewa Testowa,1992-07-19,blue,third`,
];

/** Brings a register, as whoever is signed in. */
export async function bring(page, look, settled, walk) {
  await page.goto("/desk");
  await follow(page, 'main a[href="/desk/import"]');
  await look("import");
  await page.check("[name=synthetic]");
  await page.setInputFiles("#file", { name: "someone.csv", mimeType: "text/csv", buffer: Buffer.from(rows(walk).join("\n")) });
  await follow(page, "main form .button");
  if (page.url().includes("someone")) throw new Error("the name of the file stands in an address");
  await look("import-columns");
  await page.fill("#source", `harbour ${walk}`);
  await page.selectOption("#read-0", "#id");
  await page.selectOption("#read-4", "-");
  await press(page, settled, ".columns + section .button");
  await look("import-undecided");
  await page.selectOption("#read-1", "name.full");
  await press(page, settled, ".columns + section .button");
  await look("import-tried");
  await press(page, settled, 'form[action$="/run"] .button');
  await look("import-done");
  const numbers = await page.locator(".facts").first().locator("dd").allInnerTexts();
  const told = numbers.map((number) => Number(number.replace(/[^0-9\u0660-\u0669]/g, "").replace(/[\u0660-\u0669]/g, (digit) => digit.charCodeAt(0) - 0x660)));
  if (told.join() !== "3,2,0,0,1") throw new Error(`the last page says ${told}`);
  const [fetched] = await Promise.all([page.waitForEvent("download"), page.click('form[action$="/rejects"] .button')]);
  if (fetched.suggestedFilename() !== "rows-handed-back.csv") throw new Error("no rows to fetch");
}

/** Sends a form that leads back to its own page, and waits for what comes of it. */
async function press(page, settled, selector) {
  await Promise.all([page.waitForResponse((answer) => answer.request().method() === "POST"), page.click(selector)]);
  await page.waitForLoadState("load");
  await settled(page);
}
