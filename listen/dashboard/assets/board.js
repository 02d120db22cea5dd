// The pages work without this file. It writes numbers and times as the reader's language does, sends filters when they
// change, and lets live rows in.
'use strict';

const locale = document.documentElement.dataset.locale || undefined;
const zone = document.documentElement.dataset.zone;

const forms = {
  full: {day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit'},
  day: {day: 'numeric', month: 'short', year: 'numeric'},
  clock: {hour: '2-digit', minute: '2-digit'},
};

// A zone that the browser does not know leaves the server's words.
function writer(form) {
  try {
    return new Intl.DateTimeFormat(locale, {...forms[form], timeZone: zone, numberingSystem: undefined});
  } catch {
    return null;
  }
}

const writers = new Map(Object.keys(forms).map(form => [form, writer(form)]));

function localize(root) {
  for (const element of root.querySelectorAll('time[data-form]')) {
    const write = writers.get(element.dataset.form);
    const moment = new Date(element.dateTime);
    if (write && !isNaN(moment)) element.textContent = write.format(moment);
  }
}

// Filters are sent when something is chosen; words wait for Enter.
function sendFilters() {
  for (const form of document.querySelectorAll('form[data-auto]')) {
    form.addEventListener('change', event => {
      if (event.target.tagName === 'SELECT') form.requestSubmit();
    });
  }
}

const rowsKept = 60; // in a column
const rowsHeld = 200; // while it is paused

const timeOf = article => article.querySelector('time')?.dateTime ?? '';

class Live {
  constructor(line) {
    this.line = line;
    this.text = line.querySelector('[data-live-text]');
    this.button = document.querySelector('[data-pause]');
    this.columns = [...document.querySelectorAll('[data-column]')];
    this.held = [];
    this.missed = 0;
    this.lost = 0;
    this.paused = false;
    line.hidden = this.button.hidden = false;
    this.button.addEventListener('click', () => this.pause(!this.paused));
    this.seen = ''; // where to go on after a break
    this.say('Connecting', 'waiting');
    this.open();
    addEventListener('pagehide', () => this.source.close());
    addEventListener('pageshow', event => event.persisted && this.open());
  }

  open() {
    const address = new URL(this.line.dataset.live, location.href);
    if (this.seen) address.searchParams.set('after', this.seen);
    this.source = new EventSource(address);
    this.source.onopen = () => this.tell();
    this.source.onerror = () => this.broke();
    this.on('row', data => this.take(() => this.row(data)));
    this.on('gone', data => this.take(() => this.remove(data)));
    this.on('seen', () => {});
    this.on('lost', data => {
      this.lost += Number(data);
      this.tell();
    });
  }

  on(name, act) {
    this.source.addEventListener(name, event => {
      this.seen = event.lastEventId;
      act(event.data);
    });
  }

  // A browser comes back by itself after a break, but not after a refusal.
  broke() {
    this.say('The line is down; trying again', 'broken');
    if (this.source.readyState === EventSource.CLOSED) setTimeout(() => this.open(), 15000);
  }

  say(text, state) {
    this.text.textContent = text;
    this.line.className = 'live ' + state;
  }

  tell() {
    const number = n => new Intl.NumberFormat(locale).format(n);
    const lost = this.lost ? `; ${number(this.lost)} came too fast to be shown` : '';
    if (this.paused) this.say(`Paused, ${number(this.held.length + this.missed)} new${lost}`, 'paused');
    else this.say(`Live${lost}`, '');
  }

  take(change) {
    if (!this.paused) {
      change();
      return;
    }
    this.held.push(change);
    if (this.held.length > rowsHeld) {
      this.held.shift();
      this.missed++;
    }
    this.tell();
  }

  pause(on) {
    this.paused = on;
    this.button.setAttribute('aria-pressed', on);
    this.button.textContent = on ? 'Go on' : 'Pause';
    if (!on) {
      this.lost += this.missed;
      this.missed = 0;
      for (const change of this.held.splice(0)) change();
    }
    this.tell();
  }

  // The first line names the columns, the others are the row as the server drew it.
  row(data) {
    const cut = data.indexOf('\n');
    const template = document.createElement('template');
    template.innerHTML = data.slice(cut + 1);
    localize(template.content);
    const drawn = template.content.querySelector('article');
    if (!drawn) return;
    this.remove(drawn.dataset.key);
    for (const index of data.slice(0, cut).trim().split(' ')) {
      const column = this.columns[Number(index)];
      if (column) this.insert(column, drawn.cloneNode(true));
    }
  }

  // The newest stands at the top, whenever it was heard.
  insert(column, article) {
    article.classList.add('fresh');
    const height = column.scrollHeight;
    const reading = column.scrollTop > 4;
    const rows = [...column.querySelectorAll('article')];
    const next = rows.find(row => timeOf(row) <= timeOf(article));
    column.insertBefore(article, next ?? column.querySelector('.empty'));
    for (const old of [...column.querySelectorAll('article')].slice(rowsKept)) old.remove();
    if (reading) column.scrollTop += column.scrollHeight - height;
  }

  remove(key) {
    for (const old of document.querySelectorAll(`article[data-key="${CSS.escape(key)}"]`)) old.remove();
  }
}

document.documentElement.classList.add('js');
// On a narrow screen the menu scrolls: show where we are.
document.querySelector('nav a[aria-current]')?.scrollIntoView({block: 'nearest', inline: 'center'});
localize(document);
sendFilters();
const line = document.querySelector('[data-live]');
if (line) new Live(line);
