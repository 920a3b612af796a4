// What the page says: its main content, or what a selector matches, as text or Markdown.
//   selector    null: the main content
//   markdown    true: Markdown, false: plain text
({selector, markdown}, {Readability, TurndownService, gfm}) => {
  // A copy without a window: nothing in it runs or loads.
  const copy = document.cloneNode(true);
  const originals = [...document.querySelectorAll('*')];
  const copies = [...copy.querySelectorAll('*')];
  const copyOf = new Map(originals.map((original, i) => [original, copies[i]]));
  for (const [original, twin] of copyOf) {
    if (original.href && twin.hasAttribute('href')) {
      twin.setAttribute('href', String(original.href.baseVal ?? original.href));
    }
    if (original.currentSrc || original.src) {
      twin.setAttribute('src', original.currentSrc || original.src);
    }
  }
  const hidden = original => {
    const style = getComputedStyle(original);
    return style.visibility === 'hidden' || (style.display === 'none');
  };
  const unseen = originals.filter(original => document.body?.contains(original) && original !== document.body
    && hidden(original));
  let parts;
  let title = null;
  if (selector !== null) {
    let found;
    try {
      found = [...document.querySelectorAll(selector)];
    } catch (invalid) {
      return {invalid: true};
    }
    // What is inside another match is there already.
    found = found.filter(one => !found.some(other => other !== one && other.contains(one)));
    if (found.length === 0) {
      return {missing: true};
    }
    parts = found.map(original => copyOf.get(original));
  }
  unseen.forEach(original => copyOf.get(original).remove());
  copy.querySelectorAll('script, style, noscript, template, link').forEach(element => element.remove());
  if (selector === null) {
    const body = copy.body ?? copy.documentElement;
    const all = body.cloneNode(true);
    const article = new Readability(copy, {serializer: element => element, keepClasses: true}).parse();
    parts = article?.content && article.content.textContent.trim() ? [article.content] : [all];
    title = article?.title || null;
  }

  const BLOCK = new Set(('ADDRESS ARTICLE ASIDE BLOCKQUOTE CENTER DD DETAILS DIALOG DIV DL DT FIELDSET FIGCAPTION FIGURE'
    + ' FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HGROUP HR LI MAIN MENU NAV OL P PRE SECTION SUMMARY TABLE TR UL').split(' '));
  const textOf = part => {
    let text = '';
    const lines = count => {
      text = text.replace(/[ \t]+$/, '');
      const have = /\n*$/.exec(text)[0].length;
      text += text === '' ? '' : '\n'.repeat(Math.max(0, count - have));
    };
    const walk = (node, verbatim) => {
      if (node.nodeType === Node.TEXT_NODE) {
        const words = verbatim ? node.data : node.data.replace(/\s+/g, ' ');
        text += /\s$/.test(text) || text === '' ? (verbatim ? words : words.trimStart()) : words;
      } else if (node.nodeType === Node.ELEMENT_NODE) {
        const name = node.tagName.toUpperCase();
        if (name === 'BR') {
          lines(1);
          return;
        }
        const block = BLOCK.has(name);
        const gap = /^(P|H[1-6]|UL|OL|TABLE|PRE|BLOCKQUOTE)$/.test(name) ? 2 : 1;
        if (block) {
          lines(gap);
        }
        if (name === 'LI') {
          text += '- ';
        }
        if (name === 'TD' || name === 'TH') {
          text += node.previousElementSibling ? '\t' : '';
        }
        node.childNodes.forEach(child => walk(child, verbatim || name === 'PRE'));
        if (block) {
          lines(gap);
        }
      }
    };
    walk(part, false);
    return text.trim();
  };

  const plain = parts.map(textOf).filter(text => text !== '').join('\n\n');
  let text = plain;
  if (markdown) {
    const service = new TurndownService({
      headingStyle: 'atx', codeBlockStyle: 'fenced', bulletListMarker: '-', hr: '---', emDelimiter: '*',
    });
    service.use(gfm);
    text = parts.map(part => service.turndown(part)).join('\n\n').trim();
    if (title !== null && !/^# /m.test(text)) {
      text = `# ${title.trim()}\n\n${text}`;
    }
  }
  const words = new Intl.Segmenter(document.documentElement.lang || undefined, {granularity: 'word'});
  let count = 0;
  for (const part of words.segment(plain)) {
    count += part.isWordLike ? 1 : 0;
  }
  return {text: text === '' ? '' : text + '\n', words: count};
}
