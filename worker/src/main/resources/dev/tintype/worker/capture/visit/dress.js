// Changes how the page looks, as the request says. Style goes in as a constructed sheet: the page's Content-Security-Policy
// is about other people's styles. Gives back the first selector that is none.
({css, hide, remove}) => {
  for (const selector of [...hide, ...remove]) {
    try {
      document.querySelector(selector);
    } catch (invalid) {
      return selector;
    }
  }
  for (const selector of remove) {
    for (const element of document.querySelectorAll(selector)) {
      element.remove();
    }
  }
  const rules = hide.map(selector => `${selector}, :is(${selector}) * { visibility: hidden !important; }`).join('\n');
  if (css || rules) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`${rules}\n${css}`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }
  return null;
}
