// Who plays in the stories: accounts that two people open, each at a page of their own.

import { follow, signIn, signOut } from "../browser.mjs";

/** Whom the stories need beside the accounts of a trial, of which none opens a wall. */
const CAST = [
  { name: "ana", role: "CW", walls: ["child", "health"] },
  { name: "leo", role: "CW", walls: ["child"] },
  { name: "hana", role: "CW", walls: ["child"] },
  { name: "sam", role: "SU", walls: ["child", "health"] },
];

/** Opens the accounts as an administrator and an officer do: by their names in the stories, account and password. Whose days the
 * office has is read where it is described; one that nobody described yet has those of the trial. */
export async function hire({ join }, { administrator, officer, passwords }, mark) {
  const [proposes, approves] = [await join(), await join()];
  await signIn(proposes.page, administrator, passwords[administrator] ?? "");
  await signIn(approves.page, officer, passwords[officer] ?? "");
  await proposes.page.goto("/governance/offices");
  const zone = (await proposes.page.locator("main").innerText()).match(/\b[A-Z]\w+\/\w+/)?.[0] ?? "UTC";
  const hired = {};
  for (const one of CAST) {
    const account = `${one.name}${mark}`;
    hired[one.name] = { account, password: await opened(proposes.page, approves.page, account, one) };
  }
  await signOut(proposes.page);
  await signOut(approves.page);
  return { hired, zone };
}

/** One account, from the form of whoever proposes it to both halves of its password. */
async function opened(proposes, approves, account, { role, walls }) {
  await proposes.goto("/governance/accounts");
  await proposes.click("main details summary");
  await proposes.fill("#account", account);
  await proposes.selectOption("#role", role);
  if (await proposes.locator("select#office").count()) await proposes.selectOption("#office", "main");
  for (const wall of walls) await proposes.check(`[name='compartment.${wall}']`);
  await proposes.fill("#reason", "for those who come");
  await follow(proposes, "main details form .button");
  const proposal = new URL(proposes.url()).pathname;
  await approves.goto(proposal);
  await approves.fill("#reason", "I read it.");
  await approves.click("button[value=approve]");
  await approves.waitForSelector(".tagline .tag.yes");
  const half = await approves.innerText(".secret");
  await proposes.goto(proposal);
  await proposes.click("form[action$='/half'] button");
  await proposes.waitForSelector(".secret");
  return half + (await proposes.innerText(".secret"));
}

/** The players of one story: each comes to a page of their own when it is their turn, and stays there. */
export function players({ join }, hired, { worker, supervisor, passwords }) {
  const [seated, own] = [new Map(), { caseworker: worker, supervisor }];
  return async (name) => {
    if (!seated.has(name)) {
      const there = own[name] ?? name;
      const { account, password } = hired[name] ?? { account: there, password: passwords[there] ?? "" };
      const player = { ...(await join()), account };
      await signIn(player.page, account, password);
      seated.set(name, player);
    }
    return seated.get(name);
  };
}
