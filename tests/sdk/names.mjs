// A name server on this machine that knows what a story has told it, and nothing else.
import dgram from 'node:dgram';

const KINDS = { A: 1, CNAME: 5, TXT: 16, CAA: 257 };

/** Starts one. Answers its address, where domains must lead, and how to tell it something. */
export async function startNames() {
  const zone = new Map();
  const socket = dgram.createSocket('udp4');
  socket.on('message', (asked, from) => {
    const answer = answerTo(asked, zone);
    if (answer) socket.send(answer, from.port, from.address);
  });
  await new Promise((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const add = (name, kind, data) => zone.set(name, [...(zone.get(name) ?? []), { kind: KINDS[kind], data }]);
  return {
    address: `127.0.0.1:${socket.address().port}`,
    target: 'edge.portale-nord.de',
    text: (name, text) => add(name, 'TXT', Buffer.concat([Buffer.from([text.length]), Buffer.from(text)])),
    alias: (name, to) => add(name, 'CNAME', encoded(to)),
    leadsTo: (name, address) => add(name, 'A', Buffer.from(address.split('.').map(Number))),
    authority: (name, tag, value) =>
      add(name, 'CAA', Buffer.concat([Buffer.from([0, tag.length]), Buffer.from(tag + value)])),
    forget: (name) => zone.delete(name),
    stop: () => socket.close(),
  };
}

function answerTo(asked, zone) {
  const labels = [];
  let at = 12;
  while (asked[at]) {
    labels.push(asked.toString('ascii', at + 1, at + 1 + asked[at]));
    at += asked[at] + 1;
  }
  const kind = asked.readUInt16BE(at + 1);
  const question = asked.subarray(12, at + 5);
  const known = zone.get(labels.join('.').toLowerCase());
  const records = (known ?? []).filter((record) => record.kind === kind || record.kind === KINDS.CNAME);
  const header = Buffer.alloc(12);
  asked.copy(header, 0, 0, 2);
  header.writeUInt16BE(known ? 0x8180 : 0x8183, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(records.length, 6);
  const told = records.map(({ kind: own, data }) => {
    const fixed = Buffer.from([0xc0, 0x0c, 0, 0, 0, 1, 0, 0, 0, 60, 0, 0]);
    fixed.writeUInt16BE(own, 2);
    fixed.writeUInt16BE(data.length, 10);
    return Buffer.concat([fixed, data]);
  });
  return Buffer.concat([header, question, ...told]);
}

function encoded(name) {
  const labels = name.split('.').map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]));
  return Buffer.concat([...labels, Buffer.from([0])]);
}
