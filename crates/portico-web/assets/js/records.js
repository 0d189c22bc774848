// Lists of records: how many are chosen, in words; and what goes on by itself is looked at again while it goes on.
const counted = (form) => {
  const told = form.querySelector("[data-chosen]");
  const count = form.querySelectorAll("tbody .c-select input:checked").length;
  if (told) told.textContent = told.dataset.chosen.replace("{count}", count);
};
document.addEventListener("change", (event) => {
  const form = event.target.closest?.(".c-select")?.closest("form");
  if (!form) return;
  if (event.target.matches("thead input")) {
    for (const box of form.querySelectorAll("tbody .c-select input")) box.checked = event.target.checked;
  }
  counted(form);
});

// One box above the others ticks them all; it comes in again with every part of the page that is fetched anew.
const withBoxForAll = (root) => {
  for (const told of root.querySelectorAll("form [data-all]")) {
    const head = told.closest("form").querySelector("thead .c-select");
    if (!head || head.querySelector("input")) continue;
    const box = Object.assign(document.createElement("input"), { type: "checkbox" });
    box.setAttribute("aria-label", told.dataset.all);
    head.replaceChildren(box);
  }
};
withBoxForAll(document);
new MutationObserver(() => withBoxForAll(document)).observe(document.querySelector("main") ?? document.body, { childList: true, subtree: true });

const lookAgain = async (part) => {
  const answer = await fetch(location.href, { credentials: "same-origin" });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(part.id);
  // When it has ended, the whole page says so: its buttons are others then.
  if (!fresh?.dataset.again) return location.reload();
  part.replaceWith(fresh);
  later(fresh);
};
const later = (part) => setTimeout(() => lookAgain(part).catch(() => later(part)), Number(part.dataset.again) * 1000);
document.querySelectorAll("[data-again]").forEach(later);
