// The demo's mailbox: the newest letter of a kind to an address, as soon as it is there.

async function messages(world) {
  const answer = await fetch(`${world.demo.base}/admin/mailbox/messages.json`, {
    headers: { authorization: `Bearer ${world.demo.facts.admin.token}` },
  });
  return answer.json();
}

/** The letters that are there already, for telling a new one from them. */
export async function lettersSoFar(world) {
  return new Set((await messages(world)).map((mail) => mail.id));
}

/** A letter with the code and the token that stand in it; none of those that were there before. */
export async function letter(world, to, template, before = new Set()) {
  for (let tries = 0; tries < 100; tries += 1) {
    const fits = (mail) => mail.to === to && mail.template === template && !before.has(mail.id);
    const found = (await messages(world)).find(fits);
    if (found) {
      const code = found.text.split('\n').find((line) => /^\d{6}$/.test(line));
      const token = found.text.match(/(?:token|invitation)=([^\s&]+)/)?.[1];
      return { ...found, code, token: token && decodeURIComponent(token) };
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no ${template} to ${to}`);
}
