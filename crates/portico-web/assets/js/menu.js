// Menus are `details`: they open without this. Here Escape and a press elsewhere close them.
const menus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary")?.focus();
  }
});

document.addEventListener("click", (event) => {
  for (const menu of menus()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// The side navigation of the console is open on wide screens and folded on narrow ones.
const side = document.querySelector("details.side-nav");
if (side) {
  const narrow = matchMedia("(max-width: 1023px)");
  const fold = () => { side.open = !narrow.matches; };
  narrow.addEventListener("change", fold);
  fold();
}

// `/` jumps to search, unless somebody is typing.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  const field = document.querySelector("main [data-slash]") ?? document.querySelector("[data-slash]");
  if (event.key !== "/" || typing || !field || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const menu = field.closest("details");
  if (menu) menu.open = true;
  field.focus();
});

// The search of the header opens with the cursor in its field.
for (const menu of document.querySelectorAll("details.find")) {
  menu.querySelector("summary")?.addEventListener("click", (event) => {
    if (menu.open) return;
    // At once, not after the toggle: whoever types straight away must not lose the first letter.
    event.preventDefault();
    menu.open = true;
    menu.querySelector("input")?.focus();
  });
}
