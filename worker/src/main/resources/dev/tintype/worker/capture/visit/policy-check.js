// The first text that is there and must not be, the first that is not and must, and a challenge for humans, if one shows.
({present, missing, captcha}) => {
  const text = document.body?.innerText ?? '';
  const shown = element => {
    const box = element.getBoundingClientRect();
    return box.width >= 100 && box.height >= 40 && element.checkVisibility({visibilityProperty: true, opacityProperty: true});
  };
  const challenges = [
    'iframe[src*="/recaptcha/"]:not(.grecaptcha-badge *)', '.g-recaptcha:not([data-size=invisible])',
    'iframe[src*="hcaptcha.com"]', '.h-captcha:not([data-size=invisible])',
    'iframe[src*="challenges.cloudflare.com"]', '.cf-turnstile', '#challenge-form', '#challenge-running',
    'iframe[src*="captcha-delivery.com"]', 'iframe[src*="arkoselabs.com"]', 'iframe[src*="funcaptcha.com"]',
    '#px-captcha', 'iframe[src*="geetest.com"]', '.geetest_holder', 'form[action*="validateCaptcha"]', '#captcha-box',
  ];
  const challenge = !captcha ? null
      : challenges.find(selector => [...document.querySelectorAll(selector)].some(shown))
      ?? (/^(Just a moment|Attention Required! \| Cloudflare)/.test(document.title) ? document.title : null);
  return {
    present: present.find(it => text.includes(it)) ?? null,
    missing: missing.find(it => !text.includes(it)) ?? null,
    captcha: challenge ?? null,
  };
}
