// Shows the number of unread messages in the title of the tab.

export function createTitle() {
  let room = '';
  let unread = 0;

  function write() {
    document.title = `${unread ? `(${unread}) ` : ''}${room ? `#${room} · ` : ''}Portico chat`;
  }

  document.addEventListener('visibilitychange', () => {
    if (document.hidden) return;
    unread = 0;
    write();
  });

  return {
    setRoom(name) {
      room = name;
      unread = 0;
      write();
    },
    messageCame() {
      if (!document.hidden) return;
      unread++;
      write();
    },
  };
}
