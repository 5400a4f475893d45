// A case of a person: found on the list of work, taken in hand, a step taken, and found where it stands now.

/** Takes the first case of all of the office that a case worker may begin, and takes its first step. */
export async function walkCase(page, look) {
  await page.goto("/desk/work?whose=office");
  await look("work");
  const links = await page.$$eval("section.band tbody th a", (all) => all.map((link) => link.getAttribute("href")));
  for (const address of links.map((link) => link.split("#")[0])) {
    await page.goto(address);
    if (await page.locator('[name="step"][value="do"]').count()) return begin(page, look, address);
  }
  throw new Error("no case on the list can be begun");
}

async function begin(page, look, address) {
  await look("case");
  if (await page.locator('[name="act"][value="take"]').count()) await send(page, '[name="act"][value="take"]');
  await send(page, '[name="step"][value="do"] >> nth=0');
  await look("case-after");
  if (!(await page.locator(".history li").count())) throw new Error("what was done is not told");
  await page.goto("/desk/work?whose=nobody&until=2100-01-01");
  await look("work-nobody");
  if (await page.locator(`a[href^="${address}"]`).count()) throw new Error("what somebody has in hand is nobody's");
  await page.goto("/desk/work?whose=mine");
  await look("work-mine");
  if (!(await page.locator(`a[href^="${address}"]`).count())) throw new Error("a live case is on no list of who has it in hand");
}

async function send(page, selector) {
  await Promise.all([page.waitForNavigation(), page.click(selector)]);
  if (!new URL(page.url()).searchParams.has("saved")) throw new Error(`${selector} is not taken`);
}
