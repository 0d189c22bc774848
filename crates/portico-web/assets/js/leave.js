// A form with `data-guard` asks before typing is lost by leaving the page.
// Nothing listens before something was typed, so that going back to a page finds it as it was left.
const ask = (event) => event.preventDefault();

for (const form of document.querySelectorAll("form[data-guard]")) {
  form.addEventListener("input", () => addEventListener("beforeunload", ask));
  form.addEventListener("submit", () => removeEventListener("beforeunload", ask));
}

// A form is sent once: a second press while it travels does nothing, and readers hear why.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
});

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
});
