// Passkeys: a form with `data-passkey` asks the device first and is sent with what it says. The attribute is where the
// question comes from. Where a device cannot be asked, the form is sent as it is, and the page says what to do instead.
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const withBytes = (keys) => keys.map((key) => ({ ...key, id: toBytes(key.id) }));

const questionOf = async (form) => {
  const answer = await fetch(form.dataset.passkey, { headers: { accept: "application/json" } });
  if (!answer.ok) return null;
  const said = await answer.json();
  const question = { ...said, challenge: toBytes(said.challenge) };
  if (said.user) question.user = { ...said.user, id: toBytes(said.user.id) };
  if (said.excludeCredentials) question.excludeCredentials = withBytes(said.excludeCredentials);
  if (said.allowCredentials) question.allowCredentials = withBytes(said.allowCredentials);
  return question;
};

const told = ({ id, rawId, type, response }) => {
  const said = { clientDataJSON: toText(response.clientDataJSON) };
  if (response.attestationObject) {
    said.attestationObject = toText(response.attestationObject);
    said.transports = response.getTransports?.() ?? [];
  } else {
    said.authenticatorData = toText(response.authenticatorData);
    said.signature = toText(response.signature);
    if (response.userHandle) said.userHandle = toText(response.userHandle);
  }
  return JSON.stringify({ id, rawId: toText(rawId), type, response: said });
};

const send = (form, answer) => {
  form.elements.answer.value = answer;
  // Sent as it is: nobody pressed a button a second time.
  form.submit();
};

let offered;

const press = async (form, button) => {
  const status = form.querySelector("[role=status]");
  status.textContent = "";
  offered?.abort();
  button?.setAttribute("aria-busy", "true");
  try {
    const question = await questionOf(form);
    if (!question) return send(form, "");
    const asked = { publicKey: question };
    const makes = Boolean(question.user);
    const made = await (makes ? navigator.credentials.create(asked) : navigator.credentials.get(asked));
    send(form, told(made));
  } catch (error) {
    status.textContent = error.name === "InvalidStateError" ? form.dataset.known : form.dataset.stopped;
    button?.removeAttribute("aria-busy");
  }
};

// Browsers that can, offer passkeys where the address is typed. A question is good for five minutes.
const offer = async (form) => {
  if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
  for (;;) {
    const question = await questionOf(form);
    if (!question) return;
    offered = new AbortController();
    const { signal } = offered;
    const over = setTimeout(() => offered.abort("over"), 240_000);
    try {
      send(form, told(await navigator.credentials.get({ publicKey: question, mediation: "conditional", signal })));
      return;
    } catch {
      clearTimeout(over);
      if (signal.reason !== "over") return;
    }
  }
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) break;
  form.addEventListener("submit", (event) => {
    if (!form.reportValidity()) return;
    event.preventDefault();
    event.stopPropagation();
    press(form, event.submitter);
  });
  if ("offered" in form.dataset) offer(form).catch(() => {});
}
