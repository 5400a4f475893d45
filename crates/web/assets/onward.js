// Small comforts. Every page works without this file; nothing here is needed to read, ask or send.
"use strict";

// Narrows a list of cards to those that hold every word typed.
for (const input of document.querySelectorAll("[data-live]")) {
  const cards = [...document.querySelectorAll(input.dataset.live)];
  const none = document.querySelector("[data-live-none]");
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  const texts = cards.map((card) => fold(card.textContent));
  input.closest("[hidden]")?.removeAttribute("hidden");
  input.addEventListener("input", () => {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    cards.forEach((card, at) => { card.hidden = !words.every((word) => texts[at].includes(word)); });
    for (const shelf of document.querySelectorAll(".shelf")) {
      shelf.hidden = !shelf.querySelector(".card:not([hidden])");
    }
    if (none) none.textContent = cards.some((card) => !card.hidden) ? "" : none.dataset.liveNone;
  });
}

// Copies the address that a button names, whole; prints.
for (const button of document.querySelectorAll("[data-copy-link]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(new URL(button.dataset.copyLink, location.href).href);
    button.textContent = button.dataset.copied;
  });
}
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Copies what a button names, where the browser lets a page do so.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = button.dataset.copied;
    });
  }
}

// Opens the question to which an answer leads.
const open = () => {
  const named = document.getElementById(location.hash.slice(1));
  if (named instanceof HTMLDetailsElement) named.open = true;
};
window.addEventListener("hashchange", open);
open();
