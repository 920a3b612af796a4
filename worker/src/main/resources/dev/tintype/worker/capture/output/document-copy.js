// The document as HTML text, as it is now: with what scripts put into style sheets, fields, canvases and shadow trees.
//   single    whether it is going to be one file: no scripts, and the pictures that are shown instead of choices
({single}) => {
  const inert = document.implementation.createHTMLDocument('');
  const copy = inert.importNode(document.documentElement, true);
  const rules = sheet => {
    try {
      return [...sheet.cssRules].map(rule => rule.cssText).join('\n');
    } catch (foreign) {
      return null;
    }
  };
  const frames = [...document.querySelectorAll('iframe, frame')];
  const mend = (original, twin) => {
    switch (original.localName) {
      case 'style': {
        // Rules that scripts inserted are in no text.
        const text = original.sheet && original.sheet.cssRules.length > 0 && original.textContent.trim() === ''
          ? rules(original.sheet) : null;
        if (text) {
          twin.textContent = text;
        }
        break;
      }
      case 'canvas':
        try {
          const picture = inert.createElement('img');
          picture.setAttribute('src', original.toDataURL());
          for (const {name, value} of original.attributes) {
            picture.setAttribute(name, value);
          }
          twin.replaceWith(picture);
        } catch (tainted) {
          // stays empty
        }
        break;
      case 'input':
        if (/^(checkbox|radio)$/.test(original.type)) {
          twin.toggleAttribute('checked', original.checked);
        } else if (!/^(file|password)$/.test(original.type)) {
          twin.setAttribute('value', original.value);
        }
        break;
      case 'textarea':
        twin.textContent = original.value;
        break;
      case 'option':
        twin.toggleAttribute('selected', original.selected);
        break;
      case 'img':
        if (single && original.currentSrc) {
          twin.setAttribute('src', original.currentSrc);
          ['srcset', 'sizes', 'loading'].forEach(name => twin.removeAttribute(name));
        }
        break;
      case 'iframe':
      case 'frame':
        if (single) {
          twin.setAttribute('data-tintype-frame', frames.indexOf(original));
        }
        break;
    }
    if (original.shadowRoot) {
      const template = inert.createElement('template');
      template.setAttribute('shadowrootmode', 'open');
      const content = inert.createDocumentFragment();
      for (const sheet of original.shadowRoot.adoptedStyleSheets) {
        const style = inert.createElement('style');
        style.textContent = rules(sheet) ?? '';
        content.append(style);
      }
      const children = [...original.shadowRoot.childNodes];
      const twins = children.map(child => inert.importNode(child, true));
      content.append(...twins);
      children.forEach((child, i) => child.nodeType === Node.ELEMENT_NODE && walk(child, twins[i]));
      template.content.append(content);
      twin.prepend(template);
    }
  };
  const walk = (original, twin) => {
    const pairs = [[original, twin]];
    const from = original.querySelectorAll('*');
    const to = twin.querySelectorAll('*');
    from.forEach((element, i) => pairs.push([element, to[i]]));
    // From the last: what changes in the copy is behind us then.
    for (const [element, other] of pairs.reverse()) {
      mend(element, other);
    }
  };
  walk(document.documentElement, copy);
  const sheets = document.adoptedStyleSheets.map(rules).filter(text => text);
  if (sheets.length > 0) {
    const style = inert.createElement('style');
    style.textContent = sheets.join('\n');
    (copy.querySelector('head') ?? copy).append(style);
  }
  copy.querySelectorAll('tintype-mask, #tintype-freeze').forEach(ours => ours.remove());
  if (single) {
    copy.querySelectorAll('picture > source').forEach(choice => choice.remove());
  }
  const type = document.doctype;
  const doctype = type === null ? '' : `<!DOCTYPE ${type.name}`
    + (type.publicId ? ` PUBLIC "${type.publicId}"` : type.systemId ? ' SYSTEM' : '')
    + (type.systemId ? ` "${type.systemId}"` : '') + '>\n';
  return {html: doctype + copy.outerHTML, base: document.baseURI, url: location.href};
}
