// Texts that are to be entered elsewhere get a button that copies them; without scripts one press selects them whole.
for (const code of document.querySelectorAll("code[data-copy]")) {
  if (!navigator.clipboard) break;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button small copy" });
  const said = Object.assign(document.createElement("span"), { textContent: code.dataset.copy });
  said.setAttribute("aria-live", "polite");
  button.append(said);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code.textContent);
    said.textContent = code.dataset.copied;
    setTimeout(() => (said.textContent = code.dataset.copy), 3000);
  });
  code.after(button);
}
