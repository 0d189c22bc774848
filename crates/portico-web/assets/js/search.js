// A filter bar with `data-live` answers while one types; the form itself works without this.
for (const form of document.querySelectorAll("form[data-live]")) {
  let waiting;
  let running;
  const refresh = async () => {
    const address = new URL(form.action, location.href);
    address.search = new URLSearchParams(new FormData(form)).toString();
    running?.abort();
    running = new AbortController();
    try {
      const answer = await fetch(address, { signal: running.signal, credentials: "same-origin" });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(form.dataset.live);
      const shown = document.getElementById(form.dataset.live);
      if (!fresh || !shown) return;
      shown.replaceWith(fresh);
      // What leads on from the list must lead on from what it shows by now.
      for (const part of document.querySelectorAll("[data-follows]")) {
        const followed = page.getElementById(part.id);
        if (followed && !part.contains(document.activeElement)) part.replaceWith(followed);
      }
      const told = form.querySelector("[data-told]");
      if (told) told.textContent = fresh.querySelector("[data-count]")?.textContent ?? fresh.querySelector("[role=status]")?.textContent ?? "";
      history.replaceState(null, "", address);
    } catch (fault) {
      if (fault.name !== "AbortError") form.submit();
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, 250);
  });
}
