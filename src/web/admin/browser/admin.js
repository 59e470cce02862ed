// What makes the pages better where there is JavaScript; all of them work without.

/** A page that shows something under way asks for itself again, or is told by the server that it has moved on. */
const followRun = (/** @type {HTMLElement} */ region) => {
  const { events, run } = region.dataset;
  if (!events || !run) return;
  const source = new EventSource(`${base()}${events}`);
  let isLoading = false;
  let isWanted = false;
  let isOver = false;
  const refresh = async () => {
    if (isLoading) {
      isWanted = true;
      return;
    }
    isLoading = true;
    try {
      const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      replaceLive(page, isOver);
    } finally {
      isLoading = false;
      if (isWanted) {
        isWanted = false;
        await refresh();
      }
    }
  };
  source.addEventListener('run', () => void refresh());
  source.addEventListener('end', () => {
    source.close();
    isOver = true;
    void refresh();
  });
  window.addEventListener('pagehide', () => source.close());
};

/** What the server last said of each part: what a person has unfolded since is no change of the server's. */
const told = new Map([...document.querySelectorAll('[data-live]')].map((part) => [part.getAttribute('data-live'), part.innerHTML]));

/**
 * Takes over what changed, but leaves alone what a person is in the middle of; unless it is over: then what they were about to press has
 * no use any more, and the focus goes to the part that took its place.
 */
const replaceLive = (/** @type {Document} */ page, isOver = false) => {
  for (const part of document.querySelectorAll('[data-live]')) {
    const name = part.getAttribute('data-live');
    const next = page.querySelector(`[data-live="${name}"]`);
    const isHeld = part.contains(document.activeElement);
    if (!next || next.innerHTML === told.get(name) || (isHeld && !isOver)) continue;
    told.set(name, next.innerHTML);
    const open = [...part.querySelectorAll('details')].map((each) => each.open);
    part.innerHTML = next.innerHTML;
    [...part.querySelectorAll('details')].forEach((each, index) => (each.open ||= open[index] ?? false));
    if (!isHeld || !(part instanceof HTMLElement)) continue;
    part.tabIndex = -1;
    part.focus();
  }
};

/** Where there is no stream of events: the page is asked for again after so many seconds. */
const followByAsking = (/** @type {HTMLElement} */ region) => {
  const seconds = Number(region.dataset['again']);
  if (!(seconds > 0)) return;
  const timer = setInterval(async () => {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    replaceLive(page);
    if (!page.querySelector('[data-again]')) clearInterval(timer);
  }, seconds * 1000);
};

/** `data-key="a"` on a button: the key presses it, unless a person is writing. */
const bindKeys = () => {
  document.addEventListener('keydown', (event) => {
    // A key that is held down repeats itself on the next page, and would decide there what nobody has looked at.
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const { target } = event;
    if (target instanceof HTMLElement && target.closest('input:not([type=checkbox], [type=radio]), select, textarea')) return;
    const wanted = [...document.querySelectorAll('[data-key]')].find(
      (element) => element.getAttribute('data-key') === event.key.toLowerCase(),
    );
    if (!(wanted instanceof HTMLElement)) return;
    event.preventDefault();
    wanted.click();
  });
};

/** What the catalogue thinks of a number while it is typed. */
const suggestNumbers = (/** @type {HTMLInputElement} */ input) => {
  const output = document.querySelector(`output[for="${CSS.escape(input.id)}"]`);
  if (!output) return;
  let latest = 0;
  let timer = 0;
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const asked = ++latest;
      const value = input.value.trim();
      if (value === '') {
        output.textContent = '';
        return;
      }
      const query = new URLSearchParams({ value, language: document.documentElement.lang, of: input.dataset['of'] ?? '' });
      const answer = await fetch(`${base()}/admin/api/suggestions/${input.dataset['suggest'] ?? ''}?${query.toString()}`);
      if (asked !== latest || !answer.ok) return;
      const { message = '' } = await answer.json();
      output.textContent = message;
    }, 250);
  });
};

/** Below which path of the host the service lies. */
const base = () => (document.querySelector('.name a')?.getAttribute('href') ?? '/admin').replace(/\/admin$/, '');

/** Ticks or unticks all boxes of a group. */
const bindTickAll = (/** @type {HTMLInputElement} */ all) => {
  all.hidden = false;
  all.addEventListener('change', () => {
    for (const box of document.querySelectorAll(`input[type=checkbox][name="${CSS.escape(all.dataset['tickAll'] ?? '')}"]`)) {
      if (box instanceof HTMLInputElement) box.checked = all.checked;
    }
  });
};

/** A form that is sent twice by a nervous finger is sent once. */
const sendOnce = () => {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== 'post') return;
    if (form.dataset['sent']) event.preventDefault();
    form.dataset['sent'] = 'yes';
  });
  window.addEventListener('pageshow', () => {
    for (const form of document.forms) delete form.dataset['sent'];
  });
};

for (const region of document.querySelectorAll('[data-events]')) if (region instanceof HTMLElement) followRun(region);
for (const region of document.querySelectorAll('[data-again]')) if (region instanceof HTMLElement) followByAsking(region);
for (const input of document.querySelectorAll('[data-suggest]')) if (input instanceof HTMLInputElement) suggestNumbers(input);
for (const all of document.querySelectorAll('[data-tick-all]')) if (all instanceof HTMLInputElement) bindTickAll(all);
bindKeys();
sendOnce();
const summary = document.querySelector('[role=alert][tabindex]');
if (summary instanceof HTMLElement) summary.focus();
