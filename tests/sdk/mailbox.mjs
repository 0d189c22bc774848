// The demo's mailbox: the newest letter of a kind to an address, as soon as it is there.

/** A letter with the code and the token that stand in it. */
export async function letter(world, to, template) {
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await fetch(`${world.demo.base}/admin/mailbox/messages.json`, {
      headers: { authorization: `Bearer ${world.demo.facts.admin.token}` },
    });
    const found = (await answer.json()).find((mail) => mail.to === to && mail.template === template);
    if (found) {
      const code = found.text.split('\n').find((line) => /^\d{6}$/.test(line));
      const token = found.text.match(/(?:token|invitation)=([^\s&]+)/)?.[1];
      return { ...found, code, token: token && decodeURIComponent(token) };
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no ${template} to ${to}`);
}
