'use strict';

// Two parts that know of each other only by what is searched for: the flame graph and the table.

const element = (id) => document.getElementById(id);
const numberFormat = new Intl.NumberFormat('en');
const number = (value) => numberFormat.format(value);
const signed = (value) => (value > 0 ? '+' : '') + number(value);

/** The flame graph: a tree of frames, each as wide as what was allocated from there. */
class Flame {
  static LEAST_SHARE = 0.001; // narrower frames are not drawn

  constructor(data) {
    this.data = data;
    this.container = element('flame');
    this.compared = data.sites.some((site) => site.before);
    this.container.addEventListener('click', (event) => this.clicked(event));
    this.container.addEventListener('keydown', (event) => this.pressed(event));
    this.container.addEventListener('pointerover', (event) => this.describe(this.frameOf(event)));
    this.container.addEventListener('focusin', (event) => this.describe(this.frameOf(event)));
    for (const measure of data.measures) {
      const words = measure.replace(/[A-Z]/g, (letter) => ' ' + letter.toLowerCase());
      element('measure').add(new Option(words === 'allocations' ? 'allocated blocks' : words, measure));
    }
    element('measure').value = data.measure;
    element('compared').hidden = !this.compared;
    for (const id of ['measure', 'difference', 'order', 'group']) {
      element(id).addEventListener('change', () => this.build());
    }
    element('reset').addEventListener('click', () => this.zoom(this.root));
    this.build();
  }

  /** Makes the tree anew from what is chosen. */
  build() {
    const measure = element('measure').value;
    const figure = this.data.measures.indexOf(measure);
    this.unit = measure.endsWith('ytes') ? 'bytes' : 'blocks';
    this.change = this.compared && element('difference').checked;
    this.root = this.newFrame('all', 'everything', null);
    for (const site of this.data.sites) {
      const value = site.now[figure] - (this.change ? site.before[figure] : 0);
      if (value !== 0) {
        this.add(site, value);
      }
    }
    this.place(this.root, 0);
    this.zoom(this.root, false);
  }

  newFrame(name, fullName, parent) {
    const level = parent ? parent.level + 1 : 0;
    return { name, fullName, parent, level, children: new Map(), size: 0, net: 0, left: 0 };
  }

  /** Adds a site's stack; a change counts by its size, so that nothing cancels out of sight. */
  add(site, value) {
    const stack = site.stack.map((index) => this.data.frames[index]);
    if (element('order').value === 'callers') {
      stack.reverse();
    }
    const group = element('group').value;
    if (group) {
      const name = site[group] || `no ${group}`;
      stack.unshift([name, `${group} ${name}`]);
    }
    let frame = this.root;
    this.count(frame, value);
    for (const [name, fullName] of stack) {
      frame = this.childOf(frame, name, fullName);
      this.count(frame, value);
    }
  }

  count(frame, value) {
    frame.size += Math.abs(value);
    frame.net += value;
  }

  childOf(parent, name, fullName) {
    let child = parent.children.get(fullName);
    if (!child) {
      child = this.newFrame(name, fullName, parent);
      parent.children.set(fullName, child);
    }
    return child;
  }

  place(frame, left) {
    frame.left = left;
    frame.sorted = [...frame.children.values()].sort((a, b) => b.size - a.size);
    for (const child of frame.sorted) {
      this.place(child, left);
      left += child.size;
    }
  }

  /** Shows a frame as wide as there is room, on top of what it was called from. */
  zoom(frame, focus = true) {
    this.zoomed = frame;
    this.levels = [];
    if (this.root.size > 0) {
      for (let outer = frame; outer; outer = outer.parent) {
        this.put(outer);
      }
      this.putInner(frame);
    }
    const elements = this.levels.flat().map((shown) => this.draw(shown));
    this.container.replaceChildren(...elements);
    this.container.style.height = `calc(${this.levels.length} * var(--row))`;
    element('reset').disabled = frame === this.root;
    this.describe(frame);
    if (focus && frame.element) {
      this.focus(frame);
    } else if (frame.element) {
      frame.element.tabIndex = 0;
    }
    this.mark();
  }

  put(frame) {
    (this.levels[frame.level] ??= []).push(frame);
  }

  putInner(frame) {
    for (const child of frame.sorted) {
      if (child.size >= this.zoomed.size * Flame.LEAST_SHARE) {
        this.put(child);
        this.putInner(child);
      }
    }
  }

  draw(frame) {
    const outer = frame.level < this.zoomed.level;
    const drawn = document.createElement('div');
    const whole = this.zoomed.size;
    drawn.className = outer ? 'frame outer' : 'frame';
    drawn.textContent = frame.name;
    drawn.style.left = outer ? '0' : `${(100 * (frame.left - this.zoomed.left)) / whole}%`;
    drawn.style.width = outer ? '100%' : `${(100 * frame.size) / whole}%`;
    drawn.style.bottom = `calc(${frame.level} * var(--row))`;
    drawn.style.setProperty('--hue', this.hue(frame));
    drawn.style.setProperty('--strength', this.strength(frame));
    drawn.tabIndex = -1;
    drawn.setAttribute('role', 'treeitem');
    drawn.setAttribute('aria-level', frame.level + 1);
    drawn.setAttribute('aria-label', this.text(frame));
    drawn.title = this.text(frame);
    drawn.frame = frame;
    frame.element = drawn;
    return drawn;
  }

  /** Of a change red if it grew and blue if it shrank; else the same for the same frame. */
  hue(frame) {
    if (this.change) {
      return frame.net > 0 ? 12 : 212;
    }
    let hash = 0;
    for (const letter of frame.fullName) {
      hash = (hash * 31 + letter.codePointAt(0)) % 65_521;
    }
    return 8 + (hash % 48);
  }

  strength(frame) {
    return this.change ? `${Math.round((90 * Math.abs(frame.net)) / frame.size)}%` : '75%';
  }

  text(frame) {
    const value = this.change ? signed(frame.net) : number(frame.net);
    const share = this.root.size === 0 ? 0 : (100 * frame.size) / this.root.size;
    return `${frame.fullName}: ${value} ${this.unit} (${share.toFixed(1)} % of all${this.change ? ' changes' : ''})`;
  }

  describe(frame) {
    if (frame) {
      element('detail').value = this.root.size === 0 ? 'Nothing to show.' : this.text(frame);
    }
  }

  frameOf(event) {
    return event.target.closest('.frame')?.frame;
  }

  clicked(event) {
    const frame = this.frameOf(event);
    if (frame) {
      this.zoom(frame);
    }
  }

  pressed(event) {
    const frame = this.frameOf(event);
    if (!frame || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    const row = this.levels[frame.level];
    const index = row.indexOf(frame);
    const target = {
      ArrowUp: () => this.levels[frame.level + 1]?.find((inner) => inner.parent === frame),
      ArrowDown: () => frame.parent,
      ArrowLeft: () => row[index - 1],
      ArrowRight: () => row[index + 1],
      Home: () => this.root,
    }[event.key];
    if (target) {
      event.preventDefault();
      const other = target();
      if (other) {
        this.focus(other);
      }
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.zoom(frame);
    } else if (event.key === 'Escape') {
      this.zoom(this.root);
    }
  }

  /** One frame at a time can be reached by the tabulator; arrow keys go on from there. */
  focus(frame) {
    for (const other of this.container.querySelectorAll('[tabindex="0"]')) {
      other.tabIndex = -1;
    }
    frame.element.tabIndex = 0;
    frame.element.focus();
  }

  /** Marks the frames that have a text in them. */
  mark(query = this.query ?? '') {
    this.query = query;
    for (const drawn of this.container.children) {
      const matches = query !== '' && drawn.frame.fullName.toLowerCase().includes(query);
      drawn.classList.toggle('match', matches);
    }
  }
}

/** The table, which is there without this: made sortable and searchable. */
class Sites {
  constructor() {
    this.table = element('sites');
    this.body = this.table.tBodies[0];
    this.rows = [...this.body.rows];
    [...this.table.tHead.rows[0].cells].forEach((head, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...head.childNodes);
      button.addEventListener('click', () => this.sort(head, column));
      head.append(button);
    });
    for (const cell of this.table.querySelectorAll('td[data-name^="Change"]')) {
      const value = Number(cell.dataset.value);
      cell.classList.toggle('grew', value > 0);
      cell.classList.toggle('shrank', value < 0);
    }
  }

  /** Figures begin with the biggest, texts with the first. */
  sort(head, column) {
    const isText = 'text' in head.dataset;
    const former = head.ariaSort;
    const ascending = former === 'none' ? isText : former === 'descending';
    for (const other of head.parentNode.cells) {
      other.ariaSort = 'none';
    }
    head.ariaSort = ascending ? 'ascending' : 'descending';
    const value = (row) => row.cells[column];
    const order = isText
      ? (a, b) => value(a).textContent.localeCompare(value(b).textContent)
      : (a, b) => Number(value(a).dataset.value) - Number(value(b).dataset.value);
    this.rows.sort((a, b) => (ascending ? order(a, b) : order(b, a)));
    this.body.append(...this.rows);
  }

  /** Hides rows without a text in them. */
  find(query) {
    let found = 0;
    for (const row of this.rows) {
      const matches = row.textContent.toLowerCase().includes(query);
      row.hidden = !matches;
      found += matches ? 1 : 0;
    }
    element('found').value = query === '' ? '' : `${number(found)} of ${number(this.rows.length)}`;
  }
}

const sites = new Sites();
const flame = new Flame(JSON.parse(element('data').textContent));
element('query').addEventListener('input', (event) => {
  const query = event.target.value.trim().toLowerCase();
  sites.find(query);
  flame.mark(query);
});
for (const form of document.forms) {
  form.hidden = false;
  form.addEventListener('submit', (event) => event.preventDefault());
}
element('flame-help').hidden = false;
