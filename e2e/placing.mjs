// A bed by night: kept for a person, seen on the board of the house by its code and without a name, filled and given back.

/** Opens a lodging of whoever stands last on the list, and takes a bed for them. */
export async function place(page, look, last) {
  await page.goto("/desk");
  await page.locator(".people tbody a").nth(last ? -1 : -2).click();
  const name = (await page.locator("h1").innerText()).trim();
  await page.goto(`${new URL(page.url()).pathname}/new/lodging`);
  await page.fill('[name="lodging.from"]', "2027-03-01");
  await page.fill('[name="lodging.until"]', "2027-03-05");
  await page.fill('[name="lodging.people"]', "2");
  await page.selectOption('[name="lodging.facility"]', { index: 1 });
  await look("lodging-new");
  await send(page, "form.panel .button");
  const lodging = new URL(page.url()).pathname;
  await send(page, '[name="do"][value="reserve"]');
  await look("lodging-kept");
  const place = page.locator("section.panel", { has: page.locator(`form[action="${lodging}/place"]`) });
  const code = (await place.locator("b .num").innerText()).trim();
  const house = await place.locator('a[href^="/desk/records/"]').getAttribute("href");
  await page.goto(`${house}?from=2027-03-01`);
  await look("house");
  const board = await page.locator(".board").innerText();
  if (!board.includes(code)) throw new Error(`the board does not show ${code}`);
  if ((await page.content()).includes(name)) throw new Error("a name stands on the board");
  await page.goto("/desk/places?from=2027-03-01");
  await look("places");
  await page.goto(lodging);
  await send(page, '[name="do"][value="free"]');
  await look("lodging-free");
}

async function send(page, selector) {
  await Promise.all([page.waitForNavigation(), page.locator(selector).first().click()]);
  if (!new URL(page.url()).searchParams.has("saved")) throw new Error(`${selector} is not taken`);
}
