// Looking after an instance, each thing as the story of the people who do it: an office and an account that two people
// open, a password handed over in halves, a seat, one's own account, what is asked in a person's name, the journal.

import { follow, signIn, signOut } from "./browser.mjs";

const OWN = "three words that differ";

/** All stories of administration; each way has an office, an account and a person of its own. */
export async function govern(page, look, { worker, officer, administrator, supervisor, passwords }, number) {
  const by = (account) => async (doing) => {
    await signIn(page, account, passwords[account] ?? "");
    await doing();
    await signOut(page);
  };
  const people = { proposes: by(administrator), approves: by(officer), asks: by(supervisor), works: by(worker) };
  await offices(page, look, people, number);
  await account(page, look, people, number);
  await rights(page, look, people, number);
  await journal(page, look, people);
}

/** The first office is described, and another below it. */
async function offices(page, look, { proposes, approves }, number) {
  if (number === 0) await opened("main", "Main office", "");
  const name = await opened(`quay${number}`, `Quay ${number}`, "main");
  await proposes(async () => {
    await page.goto("/governance/offices");
    await look("offices");
    if (!(await page.locator("main table").innerText()).includes(name)) throw new Error("the office is not there");
  });

  async function opened(office, name, above) {
    let proposal;
    await proposes(async () => {
      await page.goto("/governance/offices");
      const form = page.locator("main details");
      if ((await form.getAttribute("open")) === null) await form.locator("summary").click();
      await look("office-open");
      await page.fill("#office", office);
      await page.fill("#name", name);
      await page.fill("#zone", "Asia/Dhaka");
      await page.selectOption("#above", above);
      proposal = await proposed(page, "boats land there", "main form .button");
    });
    await approves(() => approved(page, look, proposal, "office"));
    return name;
  }
}

/** An account is opened by two, works at two offices, and has a password that each of the two knows half of. */
async function account(page, look, { proposes, approves }, number) {
  const name = `nour${number}`;
  let proposal;
  const halves = [];
  await proposes(async () => {
    await page.goto("/governance/accounts");
    await page.click("main details summary");
    await look("accounts");
    await page.fill("#account", name);
    await page.selectOption("#role", "CW");
    await page.selectOption("#office", "main");
    await page.check("[name='compartment.child']");
    proposal = await proposed(page, "more children come", "main details form .button");
    await look("account-proposed");
  });
  await approves(async () => {
    await page.goto("/governance");
    await look("governance-waiting");
    await approved(page, look, proposal, "account");
    halves.push(await page.innerText(".secret"));
  });
  await proposes(async () => {
    await page.goto(proposal);
    await page.click("form[action$='/half'] button");
    await look("account-half");
    halves.push(await page.innerText(".secret"));
    await page.goto(`/governance/accounts/${name}`);
    await page.click("main section details summary");
    await look("account-grants");
    await page.selectOption("#role", "CW");
    await page.selectOption("#office", `quay${number}`);
    proposal = await proposed(page, "she works at the quay too", "main section form .button");
  });
  await approves(() => approved(page, look, proposal, "account-more"));
  await own(page, look, name, halves.join(""));
}

/** Whoever has two seats takes one; then changes a password, and sees where else they are signed in. */
async function own(page, look, name, password) {
  await signIn(page, name, password);
  await page.goto("/desk");
  if (new URL(page.url()).pathname !== "/seat") throw new Error("nobody asks which seat");
  await look("seat");
  await follow(page, "main .card button >> nth=0");
  await look("seated");
  if (new URL(page.url()).pathname !== "/desk") throw new Error("the seat does not lead on");
  await follow(page, '.who a[href="/account"]');
  await look("account-own");
  await changePassword(page, "not my password", OWN, ".verdict.no");
  await look("account-refused");
  await changePassword(page, password, OWN, ".verdict.yes");
  await look("account-changed");
  await signOut(page);
  await signIn(page, name, OWN);
  await signOut(page);
}

/** Who read somebody's data is shown without their name; a hold is placed; being forgotten is asked for and declined. */
async function rights(page, look, { asks, approves, works }, number) {
  let person;
  await works(async () => {
    await page.goto("/desk");
    await follow(page, `.people tbody a >> nth=${number}`);
    person = page.url().split("/").pop();
  });
  let proposal;
  await asks(async () => {
    await page.goto("/governance");
    await look("governance");
    await page.goto("/governance/people");
    await look("people");
    await page.fill("#person", person);
    await follow(page, "main form .button");
    await look("rights");
    if ((await page.locator("main table tbody tr").count()) === 0) throw new Error("nobody is said to have read");
    await page.fill("#forget-reason", "asked by letter");
    await follow(page, "form[action$='/forget'] .button");
    await look("forget");
    proposal = page.url();
  });
  await approves(async () => {
    await page.goto(proposal);
    await look("forget-decide");
    await page.fill("#reason", "the letter is not theirs");
    await page.click("button[value=decline]");
    await page.waitForSelector(".tagline .tag.no");
    await look("forget-declined");
    await page.goto(`/governance/people/${person}`);
    await page.fill("#hold-reason", "Court of the Harbour, 13/2020");
    await page.click("form[action$='/hold'] .button");
    await page.waitForSelector("button[value=lift]");
    await look("held");
    await page.goto("/proposals");
    await look("proposals-all");
  });
}

/** Every fact is checked, and a checkpoint taken home. */
async function journal(page, look, { approves }) {
  await approves(async () => {
    await page.goto("/governance/journal");
    await look("journal");
    await page.click("main form .button");
    await page.waitForSelector(".verdict", { timeout: 60_000 });
    await look("journal-checked");
    if (!(await page.locator(".verdict.yes").count())) throw new Error("the journal is not said to be sound");
    const [file] = await Promise.all([page.waitForEvent("download"), page.click("a[href$='/checkpoint']")]);
    if (!/^checkpoint-\d+\.json$/.test(file.suggestedFilename())) throw new Error("no checkpoint is handed out");
  });
}

/** A live instance opens nothing before a password that others know is changed. */
export async function begin(page, look, [account, password]) {
  await signIn(page, account, password);
  for (const path of ["/", "/governance", "/studio/library"]) {
    await page.goto(path);
    if (new URL(page.url()).pathname !== "/account") throw new Error(`${path} opens with a password that others know`);
  }
  await look("live-given");
  await changePassword(page, password, OWN, ".verdict.yes");
  await look("live-own");
  await page.goto("/governance/accounts");
  await look("live-accounts");
  await page.goto("/studio");
  await look("live-studio");
}

async function changePassword(page, old, own, then) {
  await page.fill("#old", old);
  await page.fill("#new", own);
  await page.fill("#again", own);
  await page.click("form[action='/account/password'] .button");
  await page.waitForSelector(then);
}

/** Sends a proposal whose reason is still to be said; its address. */
async function proposed(page, reason, button) {
  await page.fill("#reason", reason);
  await follow(page, button);
  if (!/\/proposals\/[^/]+$/.test(page.url())) throw new Error("nothing was proposed");
  if (await page.locator("button[value=approve]").count()) throw new Error("who proposed may approve");
  return page.url();
}

/** Approves what another person proposed. */
async function approved(page, look, proposal, what) {
  await page.goto(proposal);
  await look(`decide-${what}`);
  await page.fill("#reason", "I read it.");
  await page.click("button[value=approve]");
  await page.waitForSelector(".tagline .tag.yes");
  await look(`decided-${what}`);
}
