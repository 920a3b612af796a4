// Named values from the page. A selector that matches nothing gives null, or an empty list.
({fields, most}) => {
  const values = {};
  let found = 0;
  for (const [name, {selector, attribute, all}] of Object.entries(fields)) {
    let elements;
    try {
      elements = all ? [...document.querySelectorAll(selector)].slice(0, most) : [document.querySelector(selector)];
    } catch (invalid) {
      return {invalid: name, selector};
    }
    const value = element => {
      if (element === null) {
        return null;
      }
      if (!attribute) {
        return (element.innerText ?? element.textContent ?? '').trim();
      }
      if (!element.hasAttribute(attribute)) {
        return null;
      }
      const raw = element.getAttribute(attribute);
      if (/^(href|src|poster|action|cite|data)$/i.test(attribute)) {
        try {
          return new URL(raw, document.baseURI).href;
        } catch (invalid) {
          return raw;
        }
      }
      return raw;
    };
    const list = elements.map(value);
    found += list.filter(one => one !== null).length;
    values[name] = all ? list : list[0];
  }
  return {values, found};
}
