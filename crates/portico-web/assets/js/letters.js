// The editor of a letter: words are put in where the cursor was, and the letter is shown as it is typed.
const letter = document.getElementById("letter");
const look = document.querySelector("[data-letter-look]");

if (letter && look) {
  let last = letter.elements.namedItem("body");
  letter.addEventListener("focusin", ({ target }) => {
    if (target.matches("input.input, textarea")) last = target;
  });
  const help = document.querySelector("[data-letter-help]");
  for (const code of help?.querySelectorAll("code[data-insert]") ?? []) {
    const chip = Object.assign(document.createElement("button"), { type: "button", className: "letter-chip" });
    chip.setAttribute("aria-label", help.dataset.letterHelp.replace("{what}", code.dataset.insert));
    code.replaceWith(chip);
    chip.append(code);
    chip.addEventListener("click", () => {
      last.focus();
      last.setRangeText(code.dataset.insert, last.selectionStart, last.selectionEnd, "end");
      last.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  // A frame of its own for each look: what is shown meanwhile stays until the next has come, and going back in the
  // history leaves the page.
  const button = look.querySelector("[data-letter-show]");
  const { formAction } = button;
  button.remove();
  const frames = document.querySelector(".letter-frames");
  const show = () => {
    const shown = [...frames.children];
    const next = shown[0].cloneNode();
    next.removeAttribute("src");
    next.name = `letter-frame-${Date.now()}`;
    next.classList.add("coming");
    frames.append(next);
    const asked = Object.assign(document.createElement("form"), { method: "post", action: formAction, target: next.name, hidden: true });
    for (const [name, value] of new FormData(letter)) {
      const field = Object.assign(document.createElement("textarea"), { name });
      field.value = value;
      asked.append(field);
    }
    document.body.append(asked);
    next.addEventListener("load", () => {
      shown.forEach((frame) => frame.remove());
      next.classList.remove("coming");
    });
    asked.submit();
    asked.remove();
  };
  let waits;
  const soon = () => {
    clearTimeout(waits);
    waits = setTimeout(show, 350);
  };
  letter.addEventListener("input", soon);
  // Another way to look is nothing that could be lost.
  look.addEventListener("input", (event) => event.stopPropagation());
  look.addEventListener("change", ({ target }) => target.name !== "width" && soon());
}
