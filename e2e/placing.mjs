// A bed by night: kept for a person, seen on the board of the house by its code and without a name, and given back.

/** Takes a bed for somebody on the list who has none, in a lodging of theirs, opened here or by an earlier reader. */
export async function place(page, look, last) {
  await page.goto("/desk");
  const person = page.locator(".people tbody a").nth(last ? 1 : 3);
  const home = await person.getAttribute("href");
  await page.goto(home);
  const name = (await page.locator("h1").innerText()).trim();
  const lodging = await open(page, look, home);
  await send(page, '[name="do"][value="reserve"]');
  await look("lodging-kept");
  const kept = page.locator("section.panel", { has: page.locator(`form[action="${lodging}/place"]`) });
  const code = (await kept.locator("b .num").innerText()).trim();
  const house = await kept.locator('a[href^="/desk/records/"]').getAttribute("href");
  await page.goto(`${house}?from=2027-03-01`);
  await look("house");
  const board = await page.locator(".board").innerText();
  if (!board.includes(code)) throw new Error(`the board does not show ${code}`);
  if ((await page.content()).includes(name)) throw new Error("a name stands on the board");
  await page.goto("/desk/places?from=2027-03-01");
  await look("places");
  await page.goto(lodging);
  await send(page, '[name="do"][value="free"]');
}

/** A lodging of the nights in question: the one that the person has there already, or a new one. */
async function open(page, look, home) {
  await fill(page, home);
  await look("lodging-new");
  const house = (await page.locator('[name="lodging.facility"] option:checked').innerText()).trim();
  await page.goto(home);
  const there = page.locator('a[href^="/desk/records/"]', { hasText: house }).first();
  if (await there.count()) {
    await page.goto(await there.getAttribute("href"));
    return new URL(page.url()).pathname;
  }
  await fill(page, home);
  await send(page, "form.panel .button");
  return new URL(page.url()).pathname;
}

async function fill(page, home) {
  await page.goto(`${home}/new/lodging`);
  await page.fill('[name="lodging.from"]', "2027-03-01");
  await page.fill('[name="lodging.until"]', "2027-03-05");
  await page.fill('[name="lodging.people"]', "2");
  await page.selectOption('[name="lodging.facility"]', { index: 1 });
}

async function send(page, selector) {
  await Promise.all([page.waitForNavigation(), page.locator(selector).first().click()]);
  if (!new URL(page.url()).searchParams.has("saved")) throw new Error(`${selector} is not taken`);
}
