// Questions answered where they are asked: of a household that a stranger describes, and of somebody at the desk.

/** A stranger tries the rules with a household, takes an answer back, and leaves no trace in any address. */
export async function describe(page, look) {
  await page.goto("/studio/household");
  await look("household");
  await page.selectOption("#value", "PRT");
  await send(page);
  await page.selectOption('[name="pick"]', "BRA");
  await send(page);
  await look("household-answered");
  if (!(await page.locator("details.answer").count())) throw new Error("no rule says anything of the household");
  const asked = await page.locator("[name=question]").inputValue();
  await press(page, "[name=skip]");
  if ((await page.locator("[name=question]").inputValue()) === asked) throw new Error("a question passed over is asked again");
  await press(page, "[name=back] >> nth=0");
  if (new URL(page.url()).search !== "") throw new Error("an answer stands in the address");
  await page.goto("/studio/household");
  if (await page.locator("[name=back]").count()) throw new Error("something was kept of the household");
}

/** Somebody at the desk answers the question that settles most; the page counts with it. */
export async function answer(page, look, last) {
  await somebody(page, last);
  await look("person-asked");
  const form = page.locator("#next form.enter");
  const asked = await form.locator("[name=field]").inputValue();
  await fill(form, asked);
  const answered = page.waitForResponse((response) => response.request().method() === "POST");
  await page.click("#next form.enter .button:not([name])");
  const status = (await answered).status();
  if (status !== 303) throw new Error(`the answer to ${asked} is not taken: ${status}`);
  await page.waitForURL((url) => url.searchParams.has("entered"), { waitUntil: "load" });
  await look("person-answered");
  if (!(await page.locator('[role="status"]').count())) throw new Error("nothing says that the answer is on record");
  const next = page.locator("#next form.enter [name=field]");
  if ((await next.count()) && (await next.inputValue()) === asked) throw new Error("what was answered is asked again");
}

/** Opens somebody of whom something is asked: most of the demo's people are well known. Two walks that go on at once begin
 * at either end of the list. */
async function somebody(page, last) {
  await page.goto("/desk");
  const people = await page.locator(".people tbody a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  for (const person of last ? people.reverse() : people) {
    await page.goto(person);
    if (await page.locator("#next form.enter").count()) return;
  }
  throw new Error("nothing is asked of anybody");
}

/** Fills in whatever kind of field the question has, and a birth long before all else on record. */
async function fill(form, asked) {
  const day = asked === "birth_date" ? "1960-05" : "2020-03";
  if (await form.locator("input[type=radio]").count()) return form.locator("input[type=radio]").first().check();
  if (await form.locator("select").count()) return form.locator("select").first().selectOption({ index: 1 });
  if (await form.locator("input[type=checkbox]").count()) return form.locator("input[type=checkbox]").first().check();
  if (await form.locator("input[type=date]").count()) return form.locator("input[type=date]").fill(`${day}-01`);
  const number = form.locator("input[inputmode=numeric]:not([aria-describedby])");
  if (await number.count()) return number.fill("1");
  const amount = form.locator("input[inputmode=decimal]");
  if (await amount.count()) return amount.fill("1");
  return form.locator("[name=value]").fill(day);
}

async function send(page) {
  await press(page, "main form .button >> nth=0");
}

/** Presses a button whose answer has the same address. */
async function press(page, selector) {
  await Promise.all([page.waitForNavigation(), page.click(selector)]);
}
