// @ts-check
// Sends messages to the server, and updates the page for its events.
import { paintAvatar } from './avatar.js';
import { createComposer } from './composer.js';
import { announce, byId, hasKeyboard } from './dom.js';
import { createDrawers } from './drawers.js';
import { createEntrance } from './entrance.js';
import { createInvite } from './invite.js';
import { createMessageLog } from './message-log.js';
import { showPeople } from './people-list.js';
import { createRoomList } from './room-list.js';
import { rememberNickname, sessionSecret, setRoomOfAddress, uuid } from './session.js';
import { createTypingReporter, showTyping } from './typing.js';
import { createTitle } from './unread-title.js';

/** @import { Connection, Contract } from './connection.js' */

/** @param {Connection} connection */
export function runChat(connection) {
  const session = sessionSecret();
  /** @typedef {{ nickname: string, room: string }} Place */
  /** @type {Place | undefined} the nickname and room that the user has chosen */
  let wanted;
  /** @type {Place | undefined} the nickname and room that the server has accepted */
  let place;
  /** @type {Contract['events']['joined']['you'] | undefined} */
  let you;
  /** @type {Contract['events']['rooms']['rooms']} */
  let rooms = [];

  const drawers = createDrawers();
  const title = createTitle();
  const entrance = createEntrance({ onJoin: (nickname, room) => join({ nickname, room }) });
  const roomList = createRoomList({ onPick: (room) => place && join({ nickname: place.nickname, room }) });
  const log = createMessageLog({ onRetry: send });
  const typing = createTypingReporter((value) => connection.send('typing', { typing: value }));
  const composer = createComposer({ onSend: send, onInput: typing.changed });
  createInvite();
  byId('leave').addEventListener('click', leave);

  /** @param {Place} wish */
  function join(wish) {
    wanted = wish;
    connection.send('join', { ...wish, session });
  }

  /**
   * @param {string} text
   * @returns whether it was sent.
   */
  function send(text) {
    if (connection.state !== 'online' || !you) {
      composer.showProblem('There is no connection at the moment. Your message is kept.');
      return false;
    }
    const ref = uuid();
    if (composer.looksFine(text)) {
      log.addWaiting(ref, text.trim());
      composer.setText('');
    }
    typing.reset();
    return connection.send('say', { text, ref });
  }

  function leave() {
    connection.send('leave', {});
    drawers.close();
    goOut();
  }

  function goOut() {
    wanted = place = you = undefined;
    setView('entrance');
    setRoomOfAddress('');
    title.setRoom('');
    entrance.show();
  }

  function setView(view) {
    document.body.dataset.view = view;
    byId('entrance').hidden = view !== 'entrance';
    byId('chat').hidden = view !== 'chat';
  }

  function showRooms() {
    entrance.setRooms(rooms);
    roomList.setRooms(rooms, place?.room);
  }

  connection
    .on('welcome', (welcome) => {
      rooms = welcome.rooms;
      composer.setLimit(welcome.limits.text);
      showRooms();
      if (wanted) join(wanted);
    })
    .on('rooms', (news) => {
      rooms = news.rooms;
      showRooms();
    })
    .on('joined', (joined) => {
      const again = place?.room === joined.room;
      you = joined.you;
      wanted = place = { nickname: you.nickname, room: joined.room };
      rememberNickname(you.nickname);
      setRoomOfAddress(joined.room);
      title.setRoom(joined.room);
      byId('room-name').textContent = joined.room;
      byId('me-name').textContent = you.nickname;
      paintAvatar(byId('me-avatar'), you.nickname);
      setView('chat');
      log.enter(joined, { again });
      showPeople(joined.people, you);
      showTyping(joined.typing);
      showRooms();
      roomList.settle();
      entrance.setBusy(false);
      typing.reset();
      if (again) return;
      composer.showProblem('');
      drawers.close();
      announce(`You are in the room ${joined.room}. ${byId('room-facts').textContent} here.`);
      if (hasKeyboard()) composer.focus();
      else byId('room-title').focus();
    })
    .on('said', ({ ref, message }) => log.confirm(ref, message))
    .on('message', (message) => {
      log.show(message);
      title.messageCame();
    })
    .on('people', ({ people, came, went }) => {
      if (!you) return;
      showPeople(people, you);
      if (came) log.showJoined(came);
      if (went) log.showLeft(went);
    })
    .on('typing', ({ people }) => showTyping(people))
    .on('replaced', () => connection.stop())
    .on('problem', (problem) => {
      if (problem.event === 'join') refuseJoin(problem);
      else if (problem.event === 'say') refuseMessage(problem);
    });

  /** @param {Contract['events']['problem']} problem */
  function refuseJoin(problem) {
    const moving = place && you && wanted?.room !== place.room;
    if (moving) {
      wanted = place;
      roomList.showProblem(problem);
      return;
    }
    goOut();
    entrance.showProblem(problem);
  }

  /** @param {Contract['events']['problem']} problem */
  function refuseMessage(problem) {
    const text = log.refuse(problem.ref);
    if (text !== undefined && composer.isEmpty()) composer.setText(text);
    composer.showProblem(problem.message);
    composer.focus();
  }

  connection.onState((state) => {
    if (state !== 'waiting' && state !== 'stopped') return;
    log.connectionLost();
    showTyping([]);
    typing.reset();
    entrance.setBusy(false);
    you = undefined;
  });

  entrance.show();
}
