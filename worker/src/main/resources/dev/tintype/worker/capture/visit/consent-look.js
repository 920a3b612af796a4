// What autoconsent has told in this frame, as JSON.
() => {
  const messages = globalThis.autoconsentStandalone?.messages ?? [];
  const last = type => messages.findLast(message => message.type === type);
  const popup = last('popupFound');
  const result = last('optOutResult');
  const done = last('autoconsentDone');
  return JSON.stringify({
    framework: String((done ?? result ?? popup)?.cmp ?? ''),
    found: popup !== undefined,
    done: done !== undefined || (result !== undefined && !result.result),
    answered: done !== undefined || result?.result === true,
  });
}
