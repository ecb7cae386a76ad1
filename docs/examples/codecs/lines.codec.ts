import type { Codec, ReplyWriter } from '@portico/websockets';

// #region codec
const json = (value: unknown) => JSON.stringify(value ?? null);

/** Lines of text: `7 sum [1,2]` is a request that is replied to with `7 = 3`, and `- sum [1,2]` is a message without a reply. */
export const lines: Codec = {
  protocol: 'lines.example',

  open: (channel) => ({
    read(frame) {
      const [, id, event, data] = /^(\d+|-) (\S+) (.+)$/.exec(String(frame)) ?? [];
      if (data === undefined) throw new Error('A line has the form "id event json"'); // discarded and reported
      if (id === '-') {
        channel.receive(event, JSON.parse(data));
        return;
      }
      const writer: ReplyWriter = {
        reply: (value) => channel.send(`${id} = ${json(value)}`),
        next: (value) => channel.send(`${id} + ${json(value)}`),
        end: () => channel.send(`${id} .`),
        fail: (payload) => channel.send(`${id} ! ${json(payload)}`),
      };
      channel.request(event, JSON.parse(data), writer);
    },
  }),

  encodeEvent: (event, data) => `- ${event} ${json(data)}`,
};
// #endregion
