// A form that sends files shows how far it has come; without this it is sent as any other form.
const beginUploads = () => {
  const state = document.querySelector("[data-upload]");
  const form = state?.closest("form");
  const field = form?.querySelector("input[type=file]");
  if (!form || !field || form.dataset.follows) return;
  form.dataset.follows = "yes";
  const bar = state.querySelector("progress");
  const words = state.querySelector("[role=status]");
  const say = (text, share) => {
    state.hidden = false;
    state.classList.toggle("only-words", share === undefined);
    if (share !== undefined) bar.value = share;
    if (words.textContent !== text) words.textContent = text;
  };
  const tooLarge = () => [...field.files].find((file) => file.size > Number(state.dataset.largest));
  field.addEventListener("change", () => {
    const label = field.closest("label");
    label.querySelector(".drop-names")?.remove();
    const names = document.createElement("span");
    names.className = "drop-names";
    names.textContent = [...field.files].map((file) => file.name).join(", ");
    if (names.textContent) label.append(names);
    const large = tooLarge();
    if (large) say(state.dataset.large.replace("NAME", large.name));
    else state.hidden = true;
  });
  const show = (html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const main = fresh.querySelector("main");
    if (!main) return form.submit();
    document.title = fresh.title;
    document.querySelector("main").replaceWith(main);
    document.getElementById("errors")?.focus();
    beginUploads();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const large = tooLarge();
    if (large) {
      event.stopPropagation();
      say(state.dataset.large.replace("NAME", large.name));
      field.focus();
      return;
    }
    if (form.dataset.sent) return;
    const sending = new XMLHttpRequest();
    const again = () => {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
      say(state.dataset.broken);
    };
    sending.upload.addEventListener("progress", ({ lengthComputable, loaded, total }) => {
      if (!lengthComputable) return;
      const percent = Math.floor((loaded / total) * 100);
      say(percent < 100 ? state.dataset.sending.replace("PERCENT", percent) : state.dataset.checking, percent);
    });
    sending.addEventListener("load", () => {
      const path = new URL(sending.responseURL || form.action, location.href);
      if (sending.status < 400 && path.pathname !== new URL(form.action).pathname) location.assign(path);
      else show(sending.responseText);
    });
    sending.addEventListener("error", again);
    sending.addEventListener("abort", again);
    sending.open("POST", form.action);
    sending.send(new FormData(form));
    say(state.dataset.sending.replace("PERCENT", 0), 0);
  });
};
beginUploads();
